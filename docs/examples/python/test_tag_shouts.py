import unittest

from quern import run_on
from tag_shouts import shouts


class Shouts(unittest.TestCase):
    def test_short_words_are_left_out(self):
        words = [(0, 2), (3, 8), (9, 13)]
        document = run_on(shouts, "NO means STOP", layers={"tokens": words}, min_letters=3)
        self.assertEqual([row["text"] for row in document.shouts.added()], ["STOP"])


if __name__ == "__main__":
    unittest.main()
