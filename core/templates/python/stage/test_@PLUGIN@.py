import unittest

from quern import run_on

from @PLUGIN@ import @PLUGIN@


class LongWords(unittest.TestCase):
    def test_only_long_words_are_marked(self):
        words = [(0, 3), (4, 17), (18, 23)]
        document = run_on(@PLUGIN@, "The harbourmaster waved", layers={"tokens": words}, min_size=8)
        rows = document.layer("@LAYER@").added()
        self.assertEqual([(row["text"], row["size"]) for row in rows], [("harbourmaster", 13)])


if __name__ == "__main__":
    unittest.main()
