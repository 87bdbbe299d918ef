from quern import stage


@stage("tag.shouts", reads=["tokens"], writes={"shouts": {"loudness": "number"}})
def shouts(document, min_letters: int = 3):
    """Marks words written in capitals.

    min_letters: Shortest word to mark, in letters.
    loudness: 0 to 1: the share of letters in the text that are capitals.
    """
    letters = [c for c in document.text if c.isalpha()]
    loudness = round(sum(c.isupper() for c in letters) / max(1, len(letters)), 2)
    for token in document.tokens:
        if token.text.isupper() and len(token.text) >= min_letters:
            document.shouts.add(token.begin, token.end, loudness=loudness)
