import pytest
from tests.factories import article

from onrecord.errors import ItemError
from onrecord.model import Role

FLATTENED = """  • Live
  • facebook
  • twitter
News > Region

Ferry Between Tarrow and Skell Is to Run Again in May

  • The ferry at the pier of Skell, April 2, 2031.

    The ferry at the pier of Skell, April 2, 2031. | Photo: Tarrow Echo

Published 3 April 2031
Opinion

The ferry between Tarrow and Skell will run again from May, the operator said on Thursday.

RELATED: Ten piers worth a visit

"It was never the engine, it was always the rudder," said captain Una Rask.

"It was never the engine, it was always the rudder."

Comment
0
Comments
Nobody has written yet."""


def roles(made):
    return [
        (str(region.role), " ".join(region.span.of(made.text).split())[:24])
        for region in made.regions
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The dam at Kessel is seen from the old mill. It was built in 1911. (Arn Photo/Bram Teague)", "caption"),
        ("Orla Brennick waves to the crew on Monday. She leaves for Skell today. (Tobin Hask/Pool Photo via AP, File) Tobin Hask AP", "caption"),
        ("Image caption The ferry will join dozens of older ones in the harbour of Skell", "caption"),
        ("FILE - In this March 3, 2031, file photo, Orla Brennick talks to the crew of the ferry at Skell.", "caption"),
        ("In this March 3, 2031 file photo, Orla Brennick talks to the crew of the ferry at Skell.", "caption"),
        ("A protester walks near the harbour of Skell, where the Guild met on Monday. The strike began ... more", "caption"),
        ("A protester walks near the harbour of Skell, where the Guild met on Monday. The strike began in May. less", "caption"),
        ("Image 3 of 12", "navigation"),
        ("Sign up to our newsletter for the latest news from the harbour of Skell", "navigation"),
        ("What do you think? Have your say in the comments below.", "navigation"),
        ("Your email address", "navigation"),
        ('"Sign up for the newsletter of the Guild," Orla Brennick told the crew of the ferry on Monday.', "body"),
        ("Orla Brennick said that all who sign up for the newsletter would be told of the sale of the ferry.", "body"),
        ("3 / 12", "navigation"),
        ("window._box = window._box || []; _box.push({ mode: 'thumbnails', container: 'gallery' });", "navigation"),
        ("Orla Brennick said the ferry (a photo of it hangs in her office) would sail again on Monday.", "body"),
        ("He told the court (reached via the old road) that the files of the Guild were lost.", "body"),
        ("In this town of three thousand, nobody has a photo of the old dam any more, said Mr. Teague.", "body"),
    ],
)  # fmt: skip
def test_what_a_line_says_of_itself_in_saved_pages(line, role):
    story = "The ferry line of Skell will not sail before the night pay is restored, the Guild said.\n\n"
    made = article(f"{story}{line}\n\n{story * 2}")
    told = {r.span.of(made.text): str(r.role) for r in made.regions}
    assert told[line] == role


def test_flattened_page_text_is_told_apart_line_by_line():
    made = article(FLATTENED)
    assert roles(made) == [
        ("navigation", "• Live"),
        ("share", "• facebook"),
        ("share", "• twitter"),
        ("navigation", "News > Region"),
        ("title", "Ferry Between Tarrow and"),
        ("caption", "• The ferry at the pier "),
        ("caption", "The ferry at the pier of"),
        ("date", "Published 3 April 2031"),
        ("navigation", "Opinion"),
        ("body", "The ferry between Tarrow"),
        ("related", "RELATED: Ten piers worth"),
        ("body", '"It was never the engine'),
        ("pull_quote", '"It was never the engine'),
        ("comments", "Comment"),
        ("comments", "0"),
        ("comments", "Comments"),
        ("comments", "Nobody has written yet."),
    ]
    assert made.published == "2031-04-03"
    assert made.published_printed == "3 April 2031"


def test_the_text_of_a_text_page_is_the_page_itself():
    assert article(FLATTENED).text == FLATTENED


def test_hard_wrapped_text_is_read_by_paragraph():
    text = (
        "The ferry between Tarrow and Skell will run again from May, its operator said\n"
        "on Thursday after a winter in the dock that had cost it two million crowns and\n"
        "most of its good name.\n\nIslanders were glad."
    )
    assert [len(span.of(text).split("\n")) for span in article(text).spans_of(Role.BODY)] == [3, 1]


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        ("", "Tess Waring", "Flood of Skell takes the bridge before anybody is warned"),
        (
            "The Northern Star\n\n",
            "Kai Lindqvist in Vasby",
            "Flood of Skell takes the bridge before anybody is warned",
        ),
        (  # a headline on two lines
            "",
            "and in the valley",
            "Flood of Skell takes the bridge before anybody is warned\nand in the valley",
        ),
    ],
)
def test_who_wrote_it_is_no_part_of_what_it_is_called(above, below, title):
    text = f"{above}Flood of Skell takes the bridge before anybody is warned\n{below}\n\n"
    body = (
        "A flood struck the hills of Skell early on Tuesday, the mayor said, and took the bridge."
    )
    more = (
        "Nobody was hurt, but forty families of the valley cannot go home before the water is gone."
    )
    assert article(f"{text}{body}\n\n{more}\n\n{more}").title == title


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("KESTREL, Norrland, Oct. 14 (Meridian Wire) - ", True),
        ("NEW VELLMAR, N.D., Oct. 14, 2031 (AP) — ", True),
        ("VELLMAR/SKELL (Reuters) - ", True),
        ("Vellmar (AFP) – ", True),
        ("(KNN) — ", True),
        ("(Meridian Wire) - ", True),
        ("Vellmar (CNN) ", True),
        ("(CNN)", True),
        ("Harbour Board (SHB) — ", False),
        ("PORT SKELL: ", True),
        ("SKELL, July 14 (Meridian Wire): ", True),
        ("Vellmar, July 14: ", True),
        ("Vellmar: ", False),
        ("SET FOR SUMMIT: ", False),
        ("Orla Brennick (SPD) – ", False),
        ("Vellmar, the port of Skell - ", False),
    ],
)
def test_a_dateline_may_say_where_a_place_is(line, is_one):
    text = f"{line}A flood struck the hills of Skell early on Tuesday, the mayor said."
    made = article(text)
    assert [span.of(made.text) for span in made.spans_of(Role.DATELINE)] == [line.strip()] * is_one


def test_capitals_before_several_paragraphs_are_no_dateline():
    made = article(
        "OSTROW: A flood struck the hills of Skell early on Tuesday.\n\nThe water rose.\n\n"
        "TEAGUE: It was the third flood in Skell this year, and it was the worst of them."
    )
    assert not list(made.spans_of(Role.DATELINE))


def test_a_credit_before_a_later_paragraph_is_no_dateline():
    made = article(
        "A flood struck the hills of Skell early on Tuesday, the mayor said.\n\n"
        "(Skell) - The water rose to the second floor of the town hall, and stood there until noon."
    )
    assert not list(made.spans_of(Role.DATELINE))


def test_a_dateline_is_no_part_of_what_is_said():
    made = article(
        "TARROW, April 3 (Skell Wire) - The ferry will run again, the operator said on Thursday."
    )
    assert [span.of(made.text) for span in made.spans_of(Role.DATELINE)] == [
        "TARROW, April 3 (Skell Wire) -"
    ]
    (body,) = made.spans_of(Role.BODY)
    assert body.of(made.text).startswith("The ferry")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("16:42", "16:30"),
        ("4.30pm:", "4pm:"),
        ("11:05 GMT -", "10:55 GMT -"),
        ("16h42 –", "16h30 –"),
        ("16.42 Uhr:", "16 Uhr:"),
    ],
)
def test_when_an_entry_of_a_live_report_was_written_is_no_part_of_it(first, second):
    made = article(
        f'Live: the ferry\n\n{first} The ferry will not run today, the operator says.\n\n{second} "Unless it stops '
        'raining we stay here," says captain Una Rask, who came at 9 this morning.\n'
    )
    stamps = [span.of(made.text) for span in made.spans_of(Role.DATE)]
    bodies = [span.of(made.text) for span in made.spans_of(Role.BODY)]
    assert stamps == [first, second]
    assert [one[:6] for one in bodies] == ["The fe", '"Unles']


def test_times_on_lines_of_their_own_are_not_cut():
    made = article(
        "Live: the ferry\n\n6:05 p.m.\n\nThe ferry will not run today, the operator says in Skell.\n\n5:55 p.m.\n\n"
        "The captain has come, and she waits for the operator of the ferry.\n"
    )
    printed = [region.span.of(made.text) for region in made.regions]
    assert "p.m." not in printed
    assert {"6:05 p.m.", "5:55 p.m."} <= set(printed)


def test_one_line_that_begins_with_a_time_is_a_sentence():
    made = article("The ferry of Skell\n\n10:30 Ferry Street is a house in Skell, says Una Rask.\n")
    assert [span.of(made.text)[:5] for span in made.spans_of(Role.BODY)] == ["10:30"]


HTML = """<html lang="en"><head><title>x</title><meta property="og:site_name" content="Tarrow Echo">
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-04-03"}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry &amp; pier</h1>
<p>The ferry&nbsp;between   Tarrow and <b>Skell</b> will run again from May, the operator said &ndash; at last &#8212; on Thursday.</p>
<p>&ldquo;It was never the engine,&rdquo; said captain Una Rask of the island.</p>
<script>var x = "<p>not text</p>";</script>
<p hidden>not shown</p></article><div class="comments"><p>Great news, wrote a reader from Skell.</p></div></body></html>"""


def test_html_gives_title_outlet_date_and_regions():
    made = article(HTML, html=True)
    assert (made.title, made.outlet, made.published) == (
        "Ferry & pier",
        "Tarrow Echo",
        "2031-04-03",
    )
    assert [(str(r.role), r.span.of(made.text)) for r in made.regions] == [
        ("navigation", "Home"),
        ("title", "Ferry & pier"),
        (
            "body",
            "The ferry between Tarrow and Skell will run again from May, the operator said – at last — on Thursday.",
        ),
        ("body", "“It was never the engine,” said captain Una Rask of the island."),
        ("navigation", "not shown"),
        ("comments", "Great news, wrote a reader from Skell."),
    ]


@pytest.mark.parametrize(
    "malformed", ["<![\xc0PE$>", "<![foo[>", "<!doctype [ <!x> ]>", "<![if !IE]>"]
)
def test_a_malformed_declaration_costs_itself_alone(malformed):
    body = "<p>The ferry to Skell runs again in May, the harbour master said on Thursday.</p>"
    made = article(f"<html><body>{malformed}{body}{malformed}</body></html>", html=True)
    assert [span.of(made.text) for span in made.spans_of(Role.BODY)] == [body[3:-4]]


def test_every_character_of_an_html_article_has_its_place_in_the_page():
    made = article(HTML, html=True)
    (start,) = [made.text.index("at last — on")]
    place = made.offsets.to_page(type(made.regions[0].span)(start, start + len("at last — on")))
    assert place.of(HTML) == "at last &#8212; on"


@pytest.mark.parametrize("text", ["• Home\n• News\n• Sport", "Home > News", "facebook\ntwitter"])
def test_a_page_without_running_text_holds_no_article(text):
    with pytest.raises(ItemError, match="no_article"):
        article(text)


IN_FRENCH = """Accueil
La ministre des Transports promet une réunion jeudi
Publié le 12 mars 2031 à 14h20
Crédit : L'Écho de Brenn / Luc Ardant
Partager
La ministre des Transports, Orla Brennick, a annoncé mardi que les négociations reprendraient jeudi.
Lire aussi : Le port de Skell rouvrira en mai
La réunion se tiendra à Tarrow, a précisé la ministre des Transports.
Commentaires
Marcel : il était temps, bravo les marins"""
IN_RUSSIAN = """Главная
Забастовку обсудят через два дня
Опубликовано 12 марта 2031, 14:20
Фото: Голос Таррова / Лука Арданов
Поделиться
Министр транспорта Норландии Орла Бренник сообщила во вторник, что встреча состоится в четверг.
Читайте также: Порт Скелла откроют в мае
Забастовка идет в Таррове десять дней, уточнила министр.
Комментарии
Иван: давно пора было это сделать, молодцы моряки"""


@pytest.mark.parametrize("text", [IN_FRENCH, IN_RUSSIAN])
def test_labels_of_a_page_are_known_in_languages_that_have_a_file(text):
    assert [role for role, _ in roles(article(text))] == [
        "navigation", "title", "date", "caption", "share", "body", "related", "body", "comments", "comments",
    ]  # fmt: skip
    assert article(text).published == "2031-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "The Tarrow Wire | Sunday, March 3, 2031, 8:27 a.m.",
        "Sunday, 3 March 2031 05:38 AM",
        "3 March 2031 at 17:05 GMT",
    ],
)
def test_a_line_that_is_a_day_and_its_time_is_a_date(line):
    made = article(
        f"Bridge reopens\n\n{line}\n\nThe Skell bridge was opened again, the mayor said."
    )
    assert [span.of(made.text) for span in made.spans_of(Role.DATE)] == [line]


def test_a_sentence_with_a_day_and_a_time_is_body():
    text = "The trial began on 3 March 2031 at 9:30 a.m."
    made = article(f"Bridge trial\n\n{text}\n\nThe Skell bridge was opened again, the mayor said.")
    assert text in [span.of(made.text) for span in made.spans_of(Role.BODY)]
