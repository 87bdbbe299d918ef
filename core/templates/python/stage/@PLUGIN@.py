"""@STAGE@, a stage of Quern."""

from quern import stage


@stage("@STAGE@", reads=["tokens"], writes={"@LAYER@": {"size": "integer"}})
def @PLUGIN@(document, min_size: int = 10):
    """Marks long words.

    @LAYER@: Long words.
    size: Its letters.
    min_size: Shortest word to mark, in letters.
    """
    rows = document.layer("@LAYER@")
    for token in document.tokens:
        if len(token.text) >= min_size:
            rows.add(token.begin, token.end, size=len(token.text))
