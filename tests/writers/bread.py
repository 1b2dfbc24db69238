"""An article about a museum."""

from quizapp.article import Article

TEXT = """Marta Lindqvist founded the Northern Bread Museum in Uppsala in 2011. She opened a second house in Bergen \
last year. The museum  keeps 1,500 loaves and twelve ovens.

“Nobody throws away a loaf that tells a family's history,” Lindqvist said in Oslo. The roof was made of slate because \
Bergen has more than 200 days of rain."""
ARTICLE = Article(TEXT, title="Bread museum opens second house", published="2020-03-05")
