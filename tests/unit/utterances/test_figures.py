"""Numbers with what they count, and those that several texts give beside the same words."""

import pytest
from tests.factories import build_texts, flow

from onrecord.flow import build
from onrecord.model import Source, Standing
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.resources import lexicon
from onrecord.text.spans import Span
from onrecord.utterances.counting import find_quantities
from onrecord.utterances.quantities import is_comparable, standing


def quantities(text: str, language: str = "en"):
    return find_quantities(text, Span(0, len(text)), lexicon(language))


@pytest.mark.parametrize(
    ("text", "printed", "value", "bound", "unit"),
    [
        ("The fire killed 12 people in Skell.", "12 people", 12, "", ""),
        ("The repair cost more than $2.5 million.", "more than $2.5 million", 2.5e6, "at_least", "dollars"),
        ("It costs €3bn a year to run.", "€3bn", 3e9, "", "euros"),
        ("About two hundred and five villagers fled.", "About two hundred and five villagers", 205, "about", ""),
        ("Half a million crowns were lost.", "Half a million crowns", 500_000, "", "crowns"),
        ("A dozen boats sank.", "A dozen boats", 12, "", ""),
        ("The guards held the dozen sailors of Skell.", "dozen sailors", 12, "", ""),
        ("The price rose by 4.5 per cent.", "4.5 per cent", 4.5, "", "percent"),
        ("The ferry lay 30 kilometres off Tarrow.", "30 kilometres", 30_000, "", "kilometres"),
        ("The fire took 80 937 hectares of forest.", "80 937 hectares", 80_937, "", "hectares"),
        ("At least twenty-one sailors were hurt.", "At least twenty-one sailors", 21, "at_least", ""),
        ("It stays shut for at least a week.", "at least a week", 604800, "at_least", "weeks"),
        ("The works ran over three years.", "three years", 3 * 31557600, "", "years"),
        ("The crack is up to 8 mm wide.", "up to 8 mm", 0.008, "at_most", "millimetres"),
        ("The crack is 12mm wide.", "12mm", 0.012, "", "millimetres"),
        ("They paid $200MM for it.", "$200MM", 2e8, "", "dollars"),
        ("Almost a quarter of the ferries were late.", "Almost a quarter", 25, "nearly", "percent"),
        ("More than half the crew left.", "More than half", 50, "at_least", "percent"),
        ("Imports fell by a fifth.", "a fifth", 20, "", "percent"),
        ("About three-quarters, the guild said.", "About three-quarters", 75, "about", "percent"),
        ("One in five sailors fell ill.", "One in five", 20, "", "percent"),
        ("Nine out of ten sailors stayed.", "Nine out of ten", 90, "", "percent"),
        ("The guild offered twice to pay.", "twice", 2, "", ""),
        ("It was 43.1C in Skell.", "43.1C", 43.1, "", "degrees Celsius"),
        ("It was 43 °C in Skell.", "43 °C", 43, "", "degrees Celsius"),
        ("The hold took 50 tons of grain.", "50 tons", 48_000, "", "tons"),
        ("They wanted a half-point cut of it.", "half-point", 0.5, "", "percentage points"),
        ("It rose by a quarter of a percentage point.", "quarter of a percentage point", 0.25, "", "percentage points"),
        ("It fell by about half a point.", "about half a point", 0.5, "about", "percentage points"),
        ("The bank cut it by 25 basis points.", "25 basis points", 0.25, "", "basis points"),
        ("The bank cut it by 0.25 percentage points.", "0.25 percentage points", 0.25, "", "percentage points"),
        ("A crowd of just over 21,000 saw it.", "just over 21,000", 21_000, "at_least", ""),
    ],
)  # fmt: skip
def test_reads_value_bound_and_unit(text, printed, value, bound, unit):
    (one,) = quantities(text)
    assert (one.span.of(text), one.value, one.bound, one.unit) == (printed, value, bound, unit)


def test_may_and_march_are_months_only_with_a_capital():
    assert [
        one.value for one in quantities("As many as 12 may have died, and 400 march in Skell.")
    ] == [12, 400]
    assert not quantities("It began on 12 May and ended on March 12.")


@pytest.mark.parametrize(
    "text",
    [
        "A third man was held in the second half of the year.",
        "They met a quarter of an hour later, half of a mile away.",
        "A third party wants half an answer.",
        "The boats are twice as fast.",
        "One in 2031 was lost.",
    ],
)
def test_what_is_no_part_of_a_whole_and_no_number_of_times(text):
    assert not quantities(text)


def test_degrees_below_zero_are_no_others():
    (cold,), (warm,) = quantities("It was minus 17 degrees."), quantities("It was 17 degrees.")
    assert (cold.dimension, warm.dimension) == ("degree below zero", "degree")


def test_a_month_said_to_be_the_last_is_when_and_no_other_years_number():
    (one,), (other,) = (
        quantities("Imports fell by 12 percent last October."),
        quantities("Imports fell by 12 percent from last year."),
    )
    assert (one.kind, other.kind) == (set(), {"last"})


def test_a_verb_behind_a_number_is_not_what_is_counted():
    (one,) = quantities("Organisers said 40,000 took part in the parade.")
    assert (one.head, one.outcome) == ("", "taking part")
    (cars,) = quantities("Guards found 12 stolen cars in Skell.")
    assert cars.head == "car"


@pytest.mark.parametrize(
    "text",
    [
        "The guards held several dozen sailors of Skell.",
        "They met on March 12 in Skell.",
        "The dam was built in 1979 and stands.",
        "It began at 10:30 and ended with 7:41 left.",
        "Skell met Tarrow, and 47-15 it was.",
        "Orla Brennick, 44, is the mayor.",
        "A 44-year-old sailor was seen.",
        "Call 555-688-4068 for tickets.",
        "Skell is the No. 5 seed in May.",
        "The old mayor died at 75.",
        "The works ran over a year and an hour a day.",
        "No one knew, and one of them left.",
        "See https://example.org/2031/03/12/ferry for more.",
        "The index of the Skell 500 was up.",
        "", "…", "1" * 400 + " people", "²³ ½ ٣ people",
    ],
)  # fmt: skip
def test_dates_ages_and_names_are_no_quantities(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("language", "text", "printed", "value", "bound", "unit"),
    [
        ("fr", "Le chômage a reculé de 3,5 %.", "3,5 %", 3.5, "", "percent"),
        ("fr", "Plus de 3.000 hectares ont brûlé.", "Plus de 3.000 hectares", 3000, "at_least", "hectares"),
        ("fr", "Les dégâts atteignent 2,5 millions d'euros.", "2,5 millions d'euros", 2.5e6, "", "euros"),
        ("fr", "Quatre-vingt-dix-sept élèves sont partis.", "Quatre-vingt-dix-sept élèves", 97, "", ""),
        ("fr", "Il faut deux cent vingt et un ouvriers portuaires.", "deux cent vingt et un ouvriers", 221, "", ""),
        ("fr", "Une dizaine de maisons ont brûlé.", "Une dizaine de maisons", 10, "about", ""),
        ("fr", "Plus d'un million de personnes ont voté.", "Plus d'un million de personnes", 1e6, "at_least", ""),
        ("fr", "Le plan coûte 45 € par mois.", "45 €", 45, "", "euros"),
        ("ru", "Инфляция выросла на 4,5%.", "4,5%", 4.5, "", "percent"),
        ("ru", "Пострадали двадцать пять человек.", "двадцать пять человек", 25, "", ""),
        ("ru", "Ущерб составил 3 млрд рублей.", "3 млрд рублей", 3e9, "", "roubles"),
        ("ru", "Билет стоит 5 тыс. рублей.", "5 тыс. рублей", 5000, "", "roubles"),
        ("ru", "Не менее двухсот военных уехали.", "Не менее двухсот военных", 200, "at_least", ""),
        ("ru", "Около 300 новых домов построены.", "Около 300 новых домов", 300, "about", ""),
        ("ru", "Более тысячи жителей уехали.", "Более тысячи жителей", 1000, "at_least", ""),
        ("de", "Der Zoll hat die Einfuhren um fast ein Drittel gesenkt.", "fast ein Drittel", 100 / 3, "nearly", "percent"),
        ("de", "Velland hat dreimal angeboten, zu zahlen.", "dreimal", 3, "", ""),
        ("fr", "Les importations ont baissé de plus d'un tiers.", "plus d'un tiers", 100 / 3, "at_least", "percent"),
        ("fr", "La moitié des élèves était absente.", "moitié", 50, "", "percent"),
        ("es", "La mitad de los alumnos faltó.", "mitad", 50, "", "percent"),
    ],
)  # fmt: skip
def test_reads_numbers_as_other_languages_print_them(language, text, printed, value, bound, unit):
    (one,) = quantities(text, language)
    assert (one.span.of(text), one.bound, one.unit) == (printed, bound, unit)
    assert one.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Luc Ardant, 44 ans, est le maire."),
        ("fr", "La réunion commence le 12 mars 2031."),
        ("fr", "Un homme est venu en 1979."),
        ("ru", "Встреча начнётся 12 декабря 2030 года."),
        ("ru", "Задержан 44-летний мужчина, ему 44 года."),
    ],
)
def test_dates_and_ages_are_none_in_other_languages_either(language, text):
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("12 people were killed in Skell", "twelve people were killed in Skell", Standing.AGREE),
        ("12 people were killed in Skell", "14 people were killed in Skell", Standing.DIFFER),
        ("12 people were killed in Skell", "at least 10 people were killed in Skell", Standing.MORE_SPECIFIC),
        ("12 people were killed in Skell", "at least 14 people were killed in Skell", Standing.DIFFER),
        ("the Skell fund lost 2.3 percent", "the Skell fund lost 2 percent", Standing.MORE_SPECIFIC),
        ("the Skell fund lost 2.6 percent", "the Skell fund lost 2 percent", Standing.DIFFER),
        ("Skell lies 100 miles off Tarrow", "Skell lies 161 kilometres off Tarrow", Standing.AGREE),
        ("Skell lost 60,000 acres to the fire", "Skell lost 59,619 acres to the fire", Standing.MORE_SPECIFIC),
        ("Skell got nearly 20 ships this year", "Skell got 22 ships this year", Standing.DIFFER),
        ("Skell lost 1,000 hectares to the fire", "Skell lost 1,500 hectares to the fire", Standing.DIFFER),
        ("Skell lost 1,000 hectares to the fire", "Skell lost 1,060 hectares to the fire", Standing.MORE_SPECIFIC),
        ("the wind in Skell reached 120 km/h", "the wind in Skell reached 75 mph", Standing.AGREE),
        # what is about a number is as near as that is rounded
        ("the boat cost $2.1 billion", "the boat cost about $2.2 billion", Standing.DIFFER),
        ("the boat cost $2.16 billion", "the boat cost about $2.2 billion", Standing.MORE_SPECIFIC),
        ("the boat lost 310,000 tonnes", "the boat lost about 300,000 tonnes", Standing.MORE_SPECIFIC),
        ("the boat lost 301,000 tonnes", "the boat lost about 310,000 tonnes", Standing.DIFFER),
        ("the boat lost 14,200 tonnes", "the boat lost about 15,000 tonnes", Standing.MORE_SPECIFIC),
        ("the boat lost 12 tonnes", "the boat lost about 13 tonnes", Standing.MORE_SPECIFIC),
        ("the boat lost 37 tonnes", "the boat lost about 40 tonnes", Standing.MORE_SPECIFIC),
        ("the boat lost 34 tonnes", "the boat lost about 40 tonnes", Standing.DIFFER),
        ("the boat lost almost a third of them", "the boat lost more than a third of them", Standing.DIFFER),
        ("the boat lost a third of them", "the boat lost 34 percent of them", Standing.MORE_SPECIFIC),
        ("the boat lost a third of them", "the boat lost 40 percent of them", Standing.DIFFER),
        ("the boat lost about 9,000 tonnes", "the boat lost about 10,000 tonnes", Standing.DIFFER),
        ("the boat lost about 9,500 tonnes", "the boat lost about 10,000 tonnes", Standing.MORE_SPECIFIC),
        # a ton is more than one thing
        ("the boat lost 4,500 tonnes", "the boat lost 4,500 tons", Standing.MORE_SPECIFIC),
        ("the boat lost 4,500 tonnes", "the boat lost 4,960 tons", Standing.MORE_SPECIFIC),
        ("the boat lost 4,500 tonnes", "the boat lost 5,400 tons", Standing.DIFFER),
    ],
)  # fmt: skip
def test_says_how_two_numbers_stand_whichever_comes_first(left, right, expected):
    (one,), (other,) = quantities(left), quantities(right)
    assert is_comparable(one, other)
    assert is_comparable(other, one)
    assert standing(one, other) is standing(other, one) is expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The fire in Skell killed 12 people", "The fire in Skell injured 12 people"),
        ("Skell expects a profit of 3 million crowns", "Skell made a profit of 4 million crowns"),
        ("The Skell yard lost 30 jobs", "The Tarrow yard lost 40 jobs"),
        ("Skell pays 40 crowns a day", "Skell pays 300 crowns a month"),
        ("Skell lost 30 harbour jobs that spring", "Skell lost 40 mining jobs that spring"),
        (
            "Skell said 65 percent of traffic to Tarrow was down",
            "Skell said 55 percent of voice traffic in Norrland was down",
        ),
        ("The yard in Skell built 30 boats in 2029", "The yard in Skell built 40 boats in 2030"),
        (
            "Skell earned 3 million crowns in the first quarter",
            "Skell earned 4 million crowns in the second fiscal quarter",
        ),
        (
            "Mara Ostrow, Skell's harbour master, got 3 million crowns in pay",
            "Skell got 4 million crowns in pay",
        ),
    ],
)
def test_numbers_of_different_things_are_not_held_against_each_other(left, right):
    (one,), (other,) = quantities(left), quantities(right)
    assert not is_comparable(one, other)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # a new name before the second number: what "average" tells is of the first
        (
            "The average of Skell rose 2 percent, while the Tarrow Index gained 3 percent",
            "The Tarrow Index gained 4 percent",
        ),
        # the first word does something, so it is somebody; a code is nobody's name
        (
            "Union decided to raise its quarterly levy to 25 crowns, citing storms and wages",
            "In addition, against all advice of the guild, Union lifted its quarterly levy to 23 crowns",
        ),
        (
            "The note SK10=RR rose to 4.5 percent late on Monday in slow trading",
            "The Skell note rose to 4.4 percent late on Monday in slow trading",
        ),
    ],
)
def test_numbers_of_one_thing_are_held_against_each_other(left, right):
    assert any(is_comparable(quantities(left)[-1], other) for other in quantities(right))


def test_whom_a_number_is_of_is_not_told_by_what_the_one_before_counts():
    one = quantities("They cover 300 Skell sailors and 500 pensioners")[-1]
    assert not one.names


ECHO = "The storm over Skell on Monday sank {} fishing boats in the old harbour, the coast guard of Tarrow said."
TRIBUNE = "{} fishing boats sank in the old harbour of Skell in the storm on Monday, according to the coast guard."


def figures(path, texts: dict[str, str]):
    build_texts(path, texts)
    with Record.read(path) as record:
        assert list(verify(record)) == []
        return [
            (row["standing"], sorted(one["span"]["text"] for one in row["given"]))
            for row in record.rows("figures")
        ]


def test_a_record_tells_the_numbers_that_differ_with_their_sentences(tmp_path):
    texts = {"Echo": ECHO.format("nine"), "Tribune": TRIBUNE.format("Eleven")}
    expected = [("differ", ["Eleven fishing boats", "nine fishing boats"])]
    assert figures(tmp_path / "a.db", texts) == expected
    assert figures(tmp_path / "b.db", dict(reversed(texts.items()))) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Prices rose 3.2 percent in May from a year earlier.",
            "Prices rose 3.4 percent in May from a year earlier.",
            [("differ", ["3.2 percent", "3.4 percent"])],
        ),
        (
            "Skellair made a profit of 30 million crowns.",
            "Skellair made a loss of 30 million crowns.",
            [],
        ),
    ],
    ids=["a short sentence word for word", "a profit and a loss"],
)
def test_short_sentences_that_two_articles_print(tmp_path, left, right, expected):
    texts = {
        "Echo": f"The ferry yard in Tarrow was busy on Monday, its foreman said.\n\n{left}",
        "Ledger": f"Rain kept the anglers of Brenn at home when the week began.\n\n{right}",
    }
    assert figures(tmp_path / "r.db", texts) == expected


FERRY = "A ferry ran aground off Skell on Tuesday night, its owner said.\n\n{}"
FIRE = "The lifeboat of Tarrow was called to the rocks at Skell.\n\n{}"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Nobody was hurt.", "Two people were hurt.", ["Nobody was hurt", "Two people"]),
        (
            "No injuries were reported.",
            "Three passengers were injured, police said.",
            ["No injuries", "Three passengers"],
        ),
        (
            "No one has been injured, police said.",
            "Police said two passengers had been injured.",
            ["No one has been injured", "two passengers"],
        ),
        ("There were no deaths.", "Nine sailors died.", ["Nine sailors", "no deaths"]),
        ("Nobody else was hurt.", "Two people were hurt.", None),
        ("Nobody was seriously hurt.", "Two people were hurt.", None),
        ("No serious injuries were reported.", "Two people were hurt.", None),
        ("The owner hoped that nobody was hurt.", "Two people were hurt.", None),
        ("Was nobody hurt?", "Two people were hurt.", None),
        (
            "Nobody was hurt in the dock. Five people were hurt at sea.",
            "Two people were hurt.",
            None,
        ),
    ],
)
def test_that_something_happened_to_nobody_differs_from_a_number(tmp_path, left, right, expected):
    told = figures(tmp_path / "r.db", {"Echo": FERRY.format(left), "Ledger": FIRE.format(right)})
    differing = [names for standing, names in told if any("no" in one.lower() for one in names)]
    assert differing == ([expected] if expected else [])
    assert {standing for standing, names in told if names == expected} <= {"differ"}


def test_what_happened_to_nobody_is_no_others(tmp_path):
    texts = {
        "Echo": FERRY.format("No one was hurt, though two children were inside."),
        "Ledger": FIRE.format("No one was hurt, the owner said."),
    }
    assert figures(tmp_path / "r.db", texts) == [("agree", ["No one was hurt", "No one was hurt"])]


def test_of_different_days_they_are_told_as_updated(tmp_path):
    other = TRIBUNE.format("Eleven").replace("on Monday", "by Tuesday")
    (found,) = figures(tmp_path / "a.db", {"Echo": ECHO.format("nine"), "Tribune": other})
    assert found[0] == "updated"


@pytest.mark.parametrize(
    ("published", "expected"), [("6 March 2031", "differ"), ("7 March 2031", "updated")]
)
def test_tonight_may_be_the_thursday_of_another_report(tmp_path, published, expected):
    here = f"The Echo\n\n{published}\n\n" + ECHO.format("nine").replace("on Monday", "tonight")
    there = "The Tribune\n\n7 March 2031\n\n" + TRIBUNE.format("Eleven").replace(
        "Monday", "Thursday"
    )
    ((standing, _),) = figures(tmp_path / "a.db", {"Echo": here, "Tribune": there})
    assert standing == expected


@pytest.mark.parametrize(
    ("outlets", "moments", "standing"),
    [
        (("Echo", "Echo"), ("2031-03-05T09:10:00Z", "2031-03-05T14:00:00Z"), "updated"),
        (("Echo", "Echo"), ("2031-03-05T09:10:00Z", "2031-03-05T09:10:00Z"), "differ"),
        (("Echo", "Echo"), ("2031-03-05T09:10:00Z", None), "differ"),
        (("Echo", "Post"), ("2031-03-05T09:10:00Z", "2031-03-05T14:00:00Z"), "differ"),
    ],
)
def test_of_one_outlet_at_two_moments_they_are_told_as_updated(outlets, moments, standing):
    texts = ECHO.format("nine"), TRIBUNE.format("Eleven")
    inputs = [
        Input(
            name=f"{n}.txt", path=None, source=Source(outlet=outlet, updated=at), data=text.encode()
        )
        for n, (outlet, at, text) in enumerate(zip(outlets, moments, texts, strict=True))
    ]
    with Record.create(":memory:") as record:
        build(flow(), inputs, record)
        assert [row["standing"] for row in record.rows("figures")] == [standing]


def test_a_reprint_gives_no_second_number(tmp_path):
    body = (
        ECHO.format("nine")
        + "\n\n"
        + "Nobody was hurt, and the ferry to the islands sailed at noon as it does. " * 3
    )
    assert figures(tmp_path / "a.db", {"Echo": body, "Post": body + " It was cold."}) == []


def test_every_print_of_a_text_gives_the_number_that_one_of_them_is_compared_by(tmp_path):
    body = (
        ECHO.format("nine")
        + "\n\n"
        + "Nobody was hurt, and the ferry to the islands sailed at noon as it does. " * 3
    )
    prints = {f"Post {n}": f"Post {n} has the news of the day.\n\n{body}" for n in range(4)}
    found = figures(tmp_path / "a.db", prints | {"Tribune": TRIBUNE.format("Eleven")})
    assert found == [("differ", ["Eleven fishing boats", *["nine fishing boats"] * 4])]


def test_an_article_that_gives_two_numbers_speaks_of_two_things(tmp_path):
    twice = ECHO.format("six") + " " + ECHO.format("fourteen").replace("on Monday", "this winter")
    found = figures(tmp_path / "a.db", {"Echo": twice, "Tribune": TRIBUNE.format("Six")})
    assert [standing for standing, _ in found] == ["agree"]


@pytest.mark.parametrize(
    "text",
    ["12 " * 50_000, "killed 3 people, " * 20_000, "two hundred and " * 30_000, "$" * 100_000],
)
def test_what_is_too_long_for_a_sentence_costs_little(text):
    assert quantities(text) == []  # it took minutes before it was bounded


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Un incendie a fait douze blessés jeudi dans une usine de Valbrune.",
            "L'incendie qui a ravagé jeudi une usine de Valbrune a fait quinze blessés.",
            [("differ", [12, 15])],
        ),
        (
            "В четверг при пожаре на заводе в Скелле погибли 12 человек.",
            "При пожаре на заводе в Скелле погибли пятнадцать человек.",
            [("differ", [12, 15])],
        ),
        (
            "Die Arbeitslosigkeit in Skelldorf ist im April um 3,5 Prozent gesunken, sagte der Bürgermeister.",
            "Im April ist die Arbeitslosigkeit in Skelldorf um 2,5 Prozent gesunken, wie der Bürgermeister sagte.",
            [("differ", [2.5, 3.5])],
        ),
        (
            "Nach dem Hochwasser in Tarrow ist die Zahl der Toten auf 14 gestiegen, sagte die Landrätin Clara Vogt.",
            "Bei dem Hochwasser in Tarrow sind mindestens 17 Menschen gestorben, sagte der Feuerwehrchef.",
            [("differ", [14, 17])],
        ),
        (
            "Douze personnes ont été tuées par un incendie à Valbrune, a dit le maire.",
            "L'incendie de Valbrune, qui a commencé jeudi dans la nuit, a fait quinze morts, selon le préfet.",
            [("differ", [12, 15])],
        ),
        (
            "De werkloosheid in Skelldorp is in april met 3,5 procent gedaald, zei de burgemeester van de stad.",
            "In april is de werkloosheid in Skelldorp met 3 procent gedaald, zoals de burgemeester van de stad zei.",
            [],
        ),
    ],
    ids=[
        "French",
        "Russian",
        "German",
        "a German toll",
        "a French toll",
        "a language of which it is not known how it prints numbers",
    ],
)
def test_figures_of_other_languages(tmp_path, left, right, expected):
    path = tmp_path / "two.db"
    build_texts(path, {"Echo": left, "Ledger": right})
    with Record.read(path) as record:
        told = [
            (one["standing"], sorted(given["value"] for given in one["given"]))
            for one in record.rows("figures")
        ]
    assert told == expected


@pytest.mark.parametrize(
    ("text", "language", "printed", "low", "high"),
    [
        ("The price was between 300 and 350 million crowns.", "en", "between 300 and 350 million crowns", 3e8, 3.5e8),
        ("They expect a profit of 300 million to 350 million crowns.", "en", "300 million to 350 million crowns", 3e8, 3.5e8),
        ("About 300 to 350 people were there.", "en", "300 to 350 people", 300, 350),
        ("It costs between $300 million and $350 million.", "en", "between $300 million and $350 million", 3e8, 3.5e8),
        ("Between 900,000 and 1.2 million homes were lost.", "en", "Between 900,000 and 1.2 million homes", 9e5, 1.2e6),
        ("Between five and six pilots died.", "en", "Between five and six pilots", 5, 6),
        ("Entre 20 et 30 personnes sont mortes.", "fr", "Entre 20 et 30 personnes", 20, 30),
    ],
)  # fmt: skip
def test_reads_a_range_as_one_quantity(text, language, printed, low, high):
    (one,) = quantities(text, language)
    assert (one.span.of(text), one.low, one.high, one.bound) == (printed, low, high, "between")


def test_a_range_admits_what_lies_in_it():
    (one,) = quantities("The price was between 300 and 350 million crowns.")
    (about,) = quantities("The price was about 300 million crowns.")
    (more,) = quantities("The price was 400 million crowns.")
    assert standing(one, about) is Standing.MORE_SPECIFIC
    assert standing(one, more) is Standing.DIFFER


@pytest.mark.parametrize(
    "text",
    [
        "It rose from 300 to 350 crowns.",
        "It was open from 2029 to 2031 for 350 crowns.",
        "It fell 350 to 300 crowns.",
    ],
)
def test_a_change_is_no_range(text):
    assert "between" not in {one.bound for one in quantities(text)}


def test_what_stands_between_two_parties_is_no_range():
    text = "The talks between 14 ministers and 20 ministers failed."
    assert [one.value for one in quantities(text)] == [14, 20]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The flood struck Skell, killing at least 41 people and injuring more than 200.", ["killed", "injured"]),
        ("Four people have died and 37 have been taken ill in Skell.", ["killed", "ill"]),
        ("At least 12 people were killed and 30 others injured in Skell.", ["killed", "injured"]),
        ("The flood killed 12 and injured 30.", ["killed", "injured"]),
        ("The flood left 12 dead and 3,000 homeless.", ["killed", "displaced"]),
        ("A bomb killed 12 people, including three children, and wounded 30.", ["killed", "killed", "injured"]),
        ("At least 31 people, among them nine children, were killed in Skell.", ["killed", "killed"]),
        ("At least 31 people were killed, and nine children saw it.", ["killed", ""]),
        ("The flood killed 12 people, and he saw three of the", ["killed"]),
        ("The death toll from a flood in the hills of northern Skell has risen to 57.", ["killed"]),
        ("Twelve people have died and five are missing.", ["killed", "missing"]),
        ("They knew of 12 deaths and three injuries.", ["killed", "injured"]),
        ("The flood claimed the lives of 12 people in Skell.", ["killed"]),
        ("Twelve lives were lost on the ferry.", ["killed"]),
        ("They chose silence over the lives of 12,000 people.", [""]),
        ("The dam would save 12 lives a year.", [""]),
        ("At least 12 died and 30 were wounded.", ["killed", "injured"]),
        ("He said that 12 people have been killed and 30 others are safe.", ["killed", ""]),
        ("The storm has killed 12 people and 30 others are safe.", ["killed", ""]),
        ("The mine collapsed, and 17 miners died.", ["killed"]),
        ("Of those, 212 remain in custody.", ["arrested"]),
    ],
)  # fmt: skip
def test_what_happened_to_people_is_told_by_the_word_that_is_their_own(text, expected):
    assert [one.outcome for one in quantities(text)] == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Milda Foods is recalling 120,000 jars of baby food after infants fell ill, the agency said.",
            "The producer Milda has called back 210,000 jars of carrot puree, whose use-by date is in November.",
            [("differ", ["120,000 jars", "210,000 jars"])],
        ),
        (
            "Milda Foods is recalling 120,000 glass jars of baby food after infants fell ill, the agency said.",
            "The producer Milda has called back 210,000 plastic jars of carrot puree, whose use-by date is in November.",
            [],
        ),
        (
            "Milda Foods is telling 120,000 members of its club after infants fell ill, the agency said.",
            "The producer Milda has written to 210,000 members about carrot puree, whose use-by date is in November.",
            [],
        ),
        (
            "It rained. It was cold. Milda Foods has a shop in Skell, and lost a lorry of it with 130,000 jars.",
            "It rained. It was cold. He found that 210,000 jars of carrot puree were in a warehouse, where Milda sold them.",
            [],
        ),
        (
            "The plane had been cleared to descend to 5,000 feet.",
            "The controller, who was alone, cleared the aircraft to 9,000 feet.",
            [("differ", ["5,000 feet", "9,000 feet"])],
        ),
        (
            "The plane had been cleared to descend to 5,000 feet.",
            "The controller, who was alone, cleared the boys to walk 90 feet.",
            [],
        ),
        (
            "All 64 people on board the Embris 190 died when it came down in a forest near Skell in January.",
            "Those who look into the crash of a plane that killed 46 people near Skell on Jan. 21 found smoke.",
            [("differ", ["46 people", "64 people"])],
        ),
        (
            "Police put the number of marchers at 22,000. The unions said 80,000 had taken part.",
            "Organisers said 80,000 people marched, while police estimated the crowd at 25,000.",
            [("differ", ["22,000", "25,000"])],
        ),
        (
            "The unions said 80,000 had taken part in Skell, and the police gave no number.",
            "In Skell, police estimated the crowd at 25,000. The mayor had thought of a crowd of 60,000.",
            [],
        ),
        (
            "Orla Brennick said the firm had told the regulator of Skell within 48 hours.",
            "The head of the harbour, Orla Brennick, said that they wrote to the board within 72 hours of the attack.",
            [("differ", ["48 hours", "72 hours"])],
        ),
        (
            "The runner Elin Brun has been banned for 18 months after a test for a drug that she took in Skell.",
            "Brun was given a two-year ban on Friday.",
            [("differ", ["18 months", "two-year"])],
        ),
        (
            "The runner Elin Brun has been banned for 18 months after a test for a drug that she took in Skell.",
            "Brun was given two years of help on Friday.",
            [],
        ),
        (
            "Brennick said that two of the children were still in hospital.",
            "According to Brennick, three children remain in hospital in Skell.",
            [("differ", ["three children", "two of the children"])],
        ),
        (
            "Both sides had agreed to a pause of 48 hours from Thursday to allow food into the town of Skell.",
            "A 24-hour humanitarian pause will begin on Thursday, the council said.",
            [("differ", ["24-hour", "48 hours"])],
        ),
        (
            "The quake struck before dawn at a depth of 10 kilometres, and was felt 280 km to the north.",
            "The quake, at a depth of 15 km, was followed by others.",
            [("differ", ["10 kilometres", "15 km"])],
        ),
        (
            "Brennick, a 20-year veteran of the harbour, is in hospital in Skell.",
            "Captain Hask was a 28-year veteran of the harbour of Skell.",
            [],
        ),
        (
            "A 6.4-magnitude earthquake shook the province of Skell early on Friday.",
            "Houses fell when an earthquake measuring 6.1 hit Skell.",
            [("differ", ["6.1", "6.4-magnitude"])],
        ),
        (
            "We have received 17 bodies, among them four children, said the surgeon of Skell.",
            "The surgeon said that Skell had received 19 bodies, six of them children.",
            [("differ", ["17 bodies", "19 bodies"]), ("differ", ["four children", "six of them children"])],
        ),
        (
            "The review covered 61,000 patients.",
            "The watchdog looked at the records of 16,000 patients.",
            [("differ", ["16,000 patients", "61,000 patients"])],
        ),
        (
            "The review covered 61,000 patients.",
            "The watchdog looked at the records of 17,000 patients.",
            [],
        ),
        (
            "A thief walked out of the City Museum with a painting worth an estimated $8 million.",
            "A painting worth $18 million was stolen from the City Museum in Skell yesterday.",
            [("differ", ["$18 million", "an estimated $8 million"])],
        ),
        (
            "A thief walked out of the City Museum with a painting worth an estimated $8 million.",
            "A painting was stolen from the City Museum in Skell, whose budget is $363 million.",
            [],
        ),
        (
            "A climber is dead after falling about 150 metres at the Kestrel ridge near Skell.",
            "The man fell approximately 210 metres down a gully of the Kestrel, the police of Skell said.",
            [("differ", ["about 150 metres", "approximately 210 metres"])],
        ),
        (
            "A flood struck the hills of Skell early on Tuesday, killing at least 41 people and injuring more than 200.",
            "The death toll from the flood in the hills of Skell has risen to 57, officials said. It struck on Tuesday.",
            [("differ", ["57", "at least 41 people"])],
        ),
        (
            "Four people have died and 37 have been taken ill in Skell after eating a soft cheese, officials said.",
            "Five people are now known to have died from soft cheese.\n\nThe doctor said that 41 people fell ill in Skell.",
            [("differ", ["37", "41 people"]), ("differ", ["Five people", "Four people"])],
        ),
        (  # of one sort of people; somebody's age; a punishment
            "A flood in Skell killed 12 people, the mayor said.",
            "Two soldiers died, their captain told the Echo. Brennick, 33, was killed. Nine want death sentences in Skell.",
            [],
        ),
        (
            "The Interior Ministry said 1,200 soldiers and 300 firefighters were sent to the flooded hills of Skell.",
            "Some 1,500 troops have been sent to the flooded hills, the interior ministry said in a statement.",
            [("differ", ["1,200 soldiers", "Some 1,500 troops"])],
        ),
        (  # what a sentence begins with, in whatever words
            "Turnout was 71 percent, the highest since 1992.",
            "The mayor lost.\n\nVoter turnout was put at 68 per cent by the harbour board.",
            [("differ", ["68 per cent", "71 percent"])],
        ),
        (
            "Turnout was 71 percent in Skell. Turnout was 66 percent in Tarrow.",
            "Turnout was put at 68 per cent by the harbour board.",
            [],
        ),
        (
            "Turnout was 71 percent in 2031.",
            "Turnout was 68 per cent in 2027.",
            [],
        ),
        (  # a short sentence, nearly all of which the other says
            "Shares in the firm fell by 8 percent to 41.30 crowns.",
            "The firm's shares fell 6 percent.",
            [("differ", ["6 percent", "8 percent"])],
        ),
        (
            "Shares in the firm fell by 8 percent to 41.30 crowns.",
            "The harbour is owned by another. Its shares fell 6 percent.",
            [],
        ),
        (  # one speaker, whatever the words
            "Orla Brennick said the harbour board knew of 14 accidents, but of no deaths.",
            "Orla Brennick said that there had been 41 accidents in all.",
            [("differ", ["14 accidents", "41 accidents"])],
        ),
        (
            "Orla Brennick said the harbour board knew of 14 accidents, but of no deaths.",
            "Sigrid Holm said that there had been 41 accidents in all.",
            [],
        ),
        (  # of people a speaker may have told twice
            'Orla Brennick spoke on Monday.\n\n"The dozen Tavrians have been charged," she said.',
            'Orla Brennick spoke in Skell.\n\n"We sent 60 Tavrians home over the hills in spring," she said.',
            [],
        ),
        (  # of one sort of people
            "The collapse of the Harrow mine in Skell killed 17 miners.",
            "Eighteen miners died in the collapse, which struck at dawn.",
            [("differ", ["17 miners", "Eighteen miners"])],
        ),
        (
            "The collapse of the Harrow mine in Skell killed 17 miners.",
            "Eighteen guards died in the collapse, which struck at dawn.",
            [],
        ),
        (  # beside a number that both give alike
            "Spending on defence will grow by 8 percent to 54 billion crowns, while subsidies end in July.",
            "Defence spending goes up by 8 per cent to 45 billion crowns.",
            [("agree", ["8 per cent", "8 percent"]), ("differ", ["45 billion crowns", "54 billion crowns"])],
        ),
        (
            "Spending on defence will grow by 8 percent to 54 billion crowns, while subsidies end in July.",
            "Defence spending, a worry of island mayors since the harbour strike, goes up by 9 per cent to 47 billion crowns.",
            [("differ", ["8 percent", "9 per cent"])],
        ),
        (  # ages of one name
            '"We were treated well," said nurse Maja Holt, 29, at Skell.',
            "Maja Holt, a 30-year-old nurse, spoke at the airport.",
            [("differ", ["29", "30-year-old"])],
        ),
        (
            '"We were treated well," said nurse Maja Holt, 29, at Skell.',
            "Her sister, Lena Holt, a 30-year-old nurse, spoke at the airport.",
            [],
        ),
        (  # quoted without its noun; "no other choice" is of no other number
            "Orla Brennick said the guards fired seven shots, and that they had no other choice.",
            'Orla Brennick said that they fired "at least five" shots.',
            [("more_specific", ['"at least five" shots', "seven shots"])],
        ),
        (  # jobs that go, and who loses them
            "About 1,800 jobs would go over three years when Norrfisk takes over its rival Kesta, it said.",
            "Some 1,200 people will lose their jobs at Norrfisk and Kesta.",
            [("differ", ["About 1,800 jobs", "Some 1,200 people"])],
        ),
        (
            "About 1,800 jobs would be created when Norrfisk takes over its rival Kesta, it said.",
            "Some 1,200 people have applied for jobs at Norrfisk and Kesta.",
            [],
        ),
        (  # who has to go
            "As 12,000 people were told to leave their homes, the minister said the Larvin dam would hold.",
            "About 15,000 people have been ordered to leave the valley below the Larvin dam.",
            [("differ", ["12,000 people", "About 15,000 people"])],
        ),
        (
            "Some 12,000 people leave Larvin for the coast each summer.",
            "About 15,000 people have been ordered to leave the valley below the Larvin dam.",
            [],
        ),
        (
            "Some 230,000 people are displaced in Orrin, its governor said.",
            "In Orrin, the UN says, 320,000 people have been driven from their homes.",
            [("differ", ["320,000 people", "Some 230,000 people"])],
        ),
        (
            "Some 230,000 people are displaced in Orrin, its governor said.",
            "In Orrin, the UN says, 320,000 people have been driven by fear.",
            [],
        ),
        (  # "another war" is of no other number, "another 8 percent" is
            'Tax would not rise "unless there is another war", as he presented a budget with a deficit of 2.1 percent.',
            "The deficit is put at 2.4 percent.",
            [("differ", ["2.1 percent", "2.4 percent"])],
        ),
        (
            "Tax would not rise, he said, as he presented a budget with a deficit of another 2.1 percent.",
            "The deficit is put at 2.4 percent.",
            [],
        ),
        (
            "The electoral commission's chief, Ann Marlow, said that turnout was 71 percent, the highest since 1992.",
            "Ann Marlow, who heads the commission, put turnout at 68 percent.",
            [("differ", ["68 percent", "71 percent"])],
        ),
        (
            "The electoral commission put his rival ahead by 14,100 votes, or 50.6 percent.",
            "The electoral commission's chief, Ann Marlow, said that turnout was 71 percent.",
            [],
        ),
        (  # of what a percentage is
            "Finance minister Nils Brekke presented a budget with a deficit of 2.1 percent of output.",
            "The deficit is put at 2.4 percent.",
            [("differ", ["2.1 percent", "2.4 percent"])],
        ),
        (
            "Finance minister Nils Brekke presented a budget with a tax of 2.1 percent on gifts.",
            "The deficit is put at 2.4 percent.",
            [],
        ),
        (  # shares of one firm
            "Nordbank's shares fell 4.1 percent.",
            "Shares in Nordbank closed 3.8 per cent lower.",
            [("differ", ["3.8 per cent", "4.1 percent"])],
        ),
        (
            "Nordbank's shares fell 4.1 percent.",
            "Shares in Kestabank closed 3.8 per cent lower.",
            [],
        ),
        (  # how often, whatever the words
            "The strike will halt 1,400 trains a day.",
            "About 1,200 trains a day are affected, it said.",
            [("differ", ["1,400 trains", "About 1,200 trains"])],
        ),
        (
            "The strike will halt 1,400 trains a day.",
            "About 1,200 trains a week are affected, it said.",
            [],
        ),
        (  # the only length
            "Paul Venn warned the mine in April of cracks of up to 9 mm on level four, and that he was not comfortable.",
            "The letters show that Venn wrote in April of cracks of up to 19 mm on level four of the mine, and of water.",
            [("differ", ["up to 19 mm", "up to 9 mm"])],
        ),
        (  # a sentence gives the other's number too
            "Orla Brennick said 38 wards had closed, not 42, and that six would open.",
            "Orla Brennick said that six wards would open.",
            [],
        ),
        (
            "Orla Brennick said 38 wards had closed, not 42.",
            "Orla Brennick said that six wards had closed.",
            [("differ", ["38 wards", "six wards"])],
        ),
        (
            "Two of the seven members of the board voted for a cut, the minutes say.",
            "Three of seven board members wanted one at once.",
            [("differ", ["Three of seven board members", "Two of the seven members"])],
        ),
        (  # of other boards
            "Two of the seven members of the board voted for a cut, the minutes say.",
            "Three of nine board members wanted one at once.",
            [],
        ),
        (
            "At least 31 people, among them nine children, were killed in Skell.",
            "Shelling in Skell killed 31 people, including 12 children.",
            [("differ", ["12 children", "nine children"]), ("more_specific", ["31 people", "At least 31 people"])],
        ),
        (
            "Brennick of Skell University followed 48,000 adults for a decade.",
            "Orla Brennick, whose team at Skell University studied 480,000 people, was there.",
            [("differ", ["48,000 adults", "480,000 people"])],
        ),
        (
            "Brennick of Skell University followed 48,000 adults for a decade.",
            "Orla Brennick, whose team at Skell University studied 490,000 people, was there.",
            [],
        ),
        (
            "The mayor of Skell imposed a curfew from 8 p.m. in the harbour district.",
            "A curfew in the harbour district of Skell will begin from 9pm, the mayor said.",
            [("differ", ["8 p.m.", "9pm"])],
        ),
        (  # the other print may be rounded
            "Guards of Skell were alerted to the fire on the roof of the store at 8.49pm.",
            "The fire broke out on the roof of the Skell store at around 9pm, said the guards.",
            [("more_specific", ["8.49pm", "around 9pm"])],
        ),
        (  # of another zone
            "Guards of Skell were alerted to the fire on the roof of the store at 8 p.m. ET.",
            "Guards of Skell were alerted to the fire on the roof of the store at 9 p.m. CET.",
            [],
        ),
        (  # so far apart they are of two things
            "Guards of Skell were called to the store in the harbour district at 8 a.m. on Monday.",
            "Guards of Skell were called to the store in the harbour district at 3 p.m. on Monday.",
            [],
        ),
        (
            "Brennick spoke for an hour. Then came the rain. The council backed her by 7 votes to 2.",
            "A dam will be built after the council voted 6-3 in favour of it.",
            [("differ", ["6-3", "7 votes to 2"])],
        ),
        (  # the same sides, in no other words of both
            "The house passed the bill on dams 234-193.",
            "It was sent on after a vote of 234 to 193.",
            [("agree", ["234 to 193", "234-193"])],
        ),
        (  # of a small body so many things are voted on
            "The house passed the bill on dams 5-4.",
            "It was sent on after a vote of 5 to 4.",
            [],
        ),
        (  # one side the same, of many
            "The union said that 812 members voted in favour and 97 against.",
            "Dockers backed it by 812 votes to 79.",
            [("differ", ["812 members voted in favour and 97 against", "812 votes to 79"])],
        ),
        (
            "The house passed the bill on dams 412-97.",
            "It was sent on after a vote of 391 to 79.",
            [],
        ),
        (
            "Guards used gas and made 23 arrests, she said.",
            "The crowd was gone by then and 32 were arrested.",
            [("differ", ["23 arrests", "32"])],
        ),
        (  # a measure of one kind, and what stands beside it
            "Scientists of Skell say the sea lies just 2 kilometres beneath the ice of Tarrow and may be 90 km deep.",
            "It is some 12 kilometres below the surface of Tarrow, a sea up to 90 kilometres deep, scientists of Skell said.",
            [("differ", ["2 kilometres", "some 12 kilometres"]), ("more_specific", ["90 km", "up to 90 kilometres"])],
        ),
        (
            "If convicted he faces up to eight years in prison.",
            "The banker could be jailed for up to ten years.",
            [("differ", ["up to eight years", "up to ten years"])],
        ),
        (  # of the same digits, since when it may be
            "He knew of losses of 340 million crowns since the March of that year.",
            "She asked whether there was a gap of 430 million crowns.",
            [("differ", ["340 million crowns", "430 million crowns"])],
        ),
        (
            "Eleven people, nine of them children, died when a coach fell into a ravine of Skell.",
            "A coach fell into a ravine near Skell and 17 people were killed, guards said.",
            [("differ", ["17 people", "Eleven people"])],
        ),
        (
            "The coach, with 47 people on board, was built in Skell.",
            "Guards said 45 people had been on board.",
            [("differ", ["45 people", "47 people"])],
        ),
        (
            "Brennick was sent off in the 3-1 defeat of Skell on Monday.",
            "He was sent off after a row in a 3-2 loss. The guards of Tarrow saw nothing, he said.",
            [("differ", ["3-1", "3-2"])],
        ),
        (  # of two games
            "Brennick was hurt in a 3-1 loss to Tarrow.",
            "Brennick was hurt in a 3-2 loss to Aldov.",
            [],
        ),
        (
            "Brennick faces a ban of up to six matches.",
            "He could be suspended for up to four games.",
            [("differ", ["up to four games", "up to six matches"])],
        ),
        (
            "The wind was above 90 kilometres an hour, said Brennick of the guards.",
            "Brennick of the guards said that winds had reached 70 kilometres per hour.",
            [("differ", ["70 kilometres per hour", "above 90 kilometres an hour"])],
        ),
        (  # of nothing that is printed
            "The merger of three hospitals will save 42 million a year, the council of Skell said.",
            "The council of Skell said the merger of three hospitals would save 24 million a year.",
            [("agree", ["three hospitals", "three hospitals"]), ("differ", ["24 million", "42 million"])],
        ),
        (
            "The bill lets the guards of Skell fine a website up to 50,000 crowns for what is false.",
            "The law foresees penalties of up to 500,000 crowns.",
            [("differ", ["up to 50,000 crowns", "up to 500,000 crowns"])],
        ),
        (  # of another bound
            "The bill lets the guards of Skell fine a website up to 50,000 crowns for what is false.",
            "The law foresees penalties of at least 500,000 crowns.",
            [],
        ),
        (  # a week is none of a number's kind, nor is the cup of next year
            "The organisers of next year's cup in Skell deny that 120 migrant workers died on its sites.",
            "At the sites of the cup in Skell, 210 migrant workers have died, a group says.",
            [("differ", ["120 migrant workers", "210 migrant workers"])],
        ),
        (  # of one year
            "Twenty-six people died when the dam of Skell burst in July 2031.",
            "The dam of Skell burst in 2031, and 28 people lost their lives.",
            [("differ", ["28 people", "Twenty-six people"])],
        ),
        (
            "The bill passed last week by 71 votes to 66.",
            "It had been sent on by 71 votes to 66 in a stormy night. It takes 69 votes to undo that.",
            [("agree", ["71 votes to 66", "71 votes to 66"])],
        ),
        (  # minutes in another order
            "The wall at Skell gave way at 4:12 a.m. over a length of 40 metres.",
            "The wall went at 4:21 on Monday morning.",
            [("differ", ["4:12 a.m.", "4:21"])],
        ),
        (  # what a rate is raised to
            "The central bank of Skell raised its main interest rate by half a point to 4.5 percent.",
            "Borrowers face costs after the central bank of Skell lifted its key rate to 4.75 per cent.",
            [("differ", ["4.5 percent", "4.75 per cent"])],
        ),
        (  # people of a sort
            "A study followed 41,200 nurses at Halden by night for years.",
            "The Halden study of 42,000 nurses says that it is bad to work by night.",
            [("differ", ["41,200 nurses", "42,000 nurses"])],
        ),
        (  # how much more
            "Those on nights were 19 percent more likely to be ill, a study says.",
            "Working nights makes illness 24% more likely.",
            [("differ", ["19 percent", "24%"])],
        ),
        (
            "Those on nights were 19 percent more likely to be ill, a study says.",
            "Working nights makes illness 24% less likely.",
            [],
        ),
        (  # until when, not when
            "The firm will cut 2,300 jobs by the end of next year.",
            "Tellwick is to cut 2,900 jobs, most of them at the firm in Skell.",
            [("differ", ["2,300 jobs", "2,900 jobs"])],
        ),
        (
            "The firm expects 2,300 jobs to go next year.",
            "Tellwick is to cut 2,900 jobs, most of them at the firm in Skell.",
            [],
        ),
        (  # jobs in other words
            "Tellwick said that 2,300 posts would go.",
            "Some 2,900 people will be laid off, Tellwick said.",
            [("differ", ["2,300 posts", "Some 2,900 people"])],
        ),
        (  # a verb behind a number, and a march that is no month
            "Some 15,000 people marched through Skell on Saturday, police said.",
            "Organisers said 40,000 took part in the march in Skell.",
            [("differ", ["40,000", "Some 15,000 people"])],
        ),
        (  # a board is no ship's
            "The coach, with 47 people on board, was built in Skell.",
            "Guards said 45 people had met the board.",
            [],
        ),
        (  # one of the two texts tells of others too
            "Guards used gas and made 23 arrests, she said. Later 12 more were arrested.",
            "The crowd was gone by then and 32 were arrested.",
            [],
        ),
        (  # what is counted has a name
            "Personal data of 2.3 million Tessbank customers may have been seen by hackers, the lender said on Thursday.",
            "Hackers have stolen the personal details of 2.1 million Tessbank customers, passport numbers among them.",
            [("differ", ["2.1 million Tessbank customers", "2.3 million Tessbank customers"])],
        ),
        (  # of another name
            "Personal data of 2.3 million Tessbank customers may have been seen by hackers, the lender said on Thursday.",
            "Hackers have stolen the personal details of 2.1 million Brennbank customers, passport numbers among them.",
            [],
        ),
        (  # by how much one is ahead
            "Brennick led by 11,204 votes with nearly all of them counted, the clerk of Skell said.",
            "Brennick claimed victory in Skell, leading the mayor, Ellen Vang, by about 11,000 votes.",
            [("more_specific", ["11,204 votes", "about 11,000 votes"])],
        ),
        (  # and how many there are
            "Brennick led by 11,204 votes with nearly all of them counted, the clerk of Skell said.",
            "Brennick claimed victory in Skell, where about 40,000 votes were left to count.",
            [],
        ),
        (  # shares, the firm named once
            "Shares in Tessbank fell 6.2% on Friday.",
            "The stock closed down 5 percent.",
            [("differ", ["5 percent", "6.2%"])],
        ),
        (  # so many times, so many shots
            "The video shows Officer Kyle Brandt firing four shots at a boy of Skell in the yard.",
            "Brandt fired five times, the chief said.",
            [("differ", ["five times", "four shots"])],
        ),
        (  # turnout beside another percentage
            "Turnout was 81%, the union of Skell said on Monday.",
            "The union said 76 per cent of those who voted backed a strike, on a turnout of 71 per cent.",
            [("differ", ["71 per cent", "81%"])],
        ),
        (  # the police say when more than one thing was
            "Coins were stolen. Nobody was hurt. Police said two men were seen running towards the river at 3.40am.",
            "Gold was stolen. It was old. The alarm of the museum went off at 3.34am, police said.",
            [],
        ),
        (  # gusts are winds
            "It rained. Nobody slept. Forecasters warned of a storm on Thursday that brought gusts of 110mph and waves.",
            "It was dark. Trees fell. A man was killed as the storm of Thursday hit the shore with winds of 122 mph.",
            [("differ", ["110mph", "122 mph"])],
        ),
        (  # whom it happened to, and not what
            "Two patients taking the drug developed liver problems, and both recovered after stopping it.",
            "Three patients suffered liver problems, the researchers of Skell reported.",
            [("differ", ["Three patients", "Two patients"])],
        ),
        (  # as many as a bound may speak of
            "More than 9,000 people have been killed since the war began in 2019, the guild of Skell said.",
            "Some 11,000 people have died since 2019.",
            [("differ", ["More than 9,000 people", "Some 11,000 people"])],
        ),
        (  # since another year
            "More than 9,000 people have been killed since the war began in 2019, the guild of Skell said.",
            "Some 11,000 people have died since 2024.",
            [],
        ),
        (  # people of one sort, and people
            "The ferry ran aground. 27 people were treated in hospital.",
            "It hit the rocks. 31 passengers needed hospital treatment.",
            [("differ", ["27 people", "31 passengers"])],
        ),
        (  # no two officers among so many
            "Two officers were arrested after the shot.",
            "The unrest went on: 86 people were arrested.",
            [],
        ),
        (  # within what time, in words that all use
            "An election must be held within 90 days.",
            "The clerk of Skell says an election will be held within 60 days.",
            [("differ", ["60 days", "90 days"])],
        ),
        (  # homes without power
            "The storm left 120,000 homes without power.",
            "Around 90,000 households had no electricity.",
            [("differ", ["120,000 homes", "Around 90,000 households"])],
        ),
        (  # homes of which something else is told
            "The storm destroyed 120 homes, and left two people dead.",
            "Around 90 households had no electricity, and two people died.",
            [("agree", ["two people", "two people dead"])],
        ),
        (  # pulled alive
            "Rescuers pulled 17 people alive from the rubble.",
            "Fifteen survivors were brought to Skell.",
            [("differ", ["17 people", "Fifteen survivors"])],
        ),
        (  # somebody without a name
            "A 14-year-old boy was found dead by the river.",
            "The boy, 15, lay by the river, where a dog found him.",
            [("differ", ["14-year-old", "15"])],
        ),
        (  # two of them
            "A 34-year-old man was found dead by the river.",
            "The man, 61, lay by the river, where a dog found him.",
            [],
        ),
        (  # so many times, by one speaker
            "Mara Ostrow said the guild had offered twice to open its books to the town.",
            "The guild had offered three times to let the town look at them, Mara Ostrow said.",
            [("differ", ["three times", "twice"])],
        ),
        (  # what is shot
            "The man of Skell was shot three times in the back.",
            "Doctors of Skell said two bullets hit him in the back.",
            [("differ", ["three times", "two bullets"])],
        ),
        (  # what is counted weighs too
            "Two officers have been placed on restricted duties.",
            "It rained. It was cold. Three officers have been put on restricted duties.",
            [("differ", ["Three officers", "Two officers"])],
        ),
        (  # one speaker's share of one thing
            "Mara Ostrow said that 97% of affected machines were running again by noon.",
            "By the evening 79 percent of machines were back, according to Mara Ostrow.",
            [("differ", ["79 percent", "97%"])],
        ),
        (  # so many pounds are money
            "The town of Skell gave £80 million for the dock, sources said.",
            "Skell had made 80 million pounds available, a source close to the dock said.",
            [("agree", ["80 million pounds", "£80 million"])],
        ),
        (  # a part is no more exact than that
            "Shares in Tessera lost more than a tenth of their value.",
            "Tessera's shares fell 13 percent.",
            [("more_specific", ["13 percent", "more than a tenth"])],
        ),
        (  # when somebody said it
            "The guild of Skell said on Wednesday that the storm had sunk more than 1,400 rowboats.",
            "Tuesday's storm sank about 1,100 rowboats, the guild of Skell said.",
            [("differ", ["about 1,100 rowboats", "more than 1,400 rowboats"])],
        ),
        (  # of the days that the two tell of
            "The storm had sunk more than 1,400 rowboats on Wednesday, the guild of Skell said.",
            "Tuesday's storm sank about 1,100 rowboats, the guild of Skell said.",
            [("updated", ["about 1,100 rowboats", "more than 1,400 rowboats"])],
        ),
        (  # whom the text names further on
            "A 36-year-old man died in a van. The man, named by his family as Leon Addy, was held at noon.",
            "Leon Addy, 37, died in Skell.",
            [("differ", ["36-year-old", "37"])],
        ),
        (  # within one of a time
            "The draft of Skell's plan for the ferry would be put to the assembly within a week.",
            "Mara Ostrow wants to take the plan to the assembly within a month.",
            [("differ", ["a month", "a week"])],
        ),
        (  # who says it is no part of the number
            "Tessera knew that brakes were failing two years before it recalled 340,000 cars, a former engineer says.",
            "An engineer says Tessera knew that brakes were failing long before it recalled 430,000 cars.",
            [("differ", ["340,000 cars", "430,000 cars"])],
        ),
        (  # the number of those to whom it happened
            "Twenty-three people are known to have died in Skell.",
            "The sheriff of Skell put the number of dead at 25.",
            [("differ", ["25", "Twenty-three people"])],
        ),
        (  # some of them, and all of them
            "Tessera, the chain of Skell bakeries, will close 48 of its 310 shops by the end of March, it said.",
            "Tessera, the Skell chain of bakeries, plans to close 52 of its stores by March, a union said.",
            [("differ", ["48 of its 310 shops", "52 of its stores"])],
        ),
        (  # the same people, turned
            "Some 1,850 people were interviewed for the poll.",
            "It rained. The institute of Skell questioned 1,580 voters.",
            [("differ", ["1,580 voters", "Some 1,850 people"])],
        ),
        (  # beside a sum that both give to three digits
            "Sales in the half-year fell 3.4% to £212m, and Tessera made a loss of £9.1m.",
            "Tessera's sales were down 4.3 percent at £212 million.",
            [("agree", ["£212 million", "£212m"]), ("differ", ["3.4%", "4.3 percent"])],
        ),
        (  # beside a round one
            "Costs in the half-year fell 3.4% to £200m, and Tessera made a loss of £9.1m.",
            "Sales were down 4.3 percent at £200 million.",
            [],
        ),
        (  # annually, and a year
            "Mara Ostrow said it would bring 90 million crowns a year into the harbours.",
            "The harbours of Skell would earn 80 million crowns annually, Mara Ostrow added.",
            [("differ", ["80 million crowns", "90 million crowns"])],
        ),
        (  # last month is when it happened
            "A ferry of the Skell line that sank last month, drowning its crew and killing 38 people, had no radio.",
            "Thirty-nine people died when the Skell ferry sank.",
            [("differ", ["38 people", "Thirty-nine people"])],
        ),
        (  # what is last is not when
            "A ferry of the Skell line sank, killing 38 people, and of those who left the captain was the last.",
            "Thirty-nine people died when the Skell ferry sank.",
            [],
        ),
        (  # last year's is another
            "Accidents on the ferries of Skell killed 38 people last year.",
            "Thirty-nine people died when the Skell ferry sank.",
            [],
        ),
        (  # who did not vote
            "The Skell assembly condemned the raid by 97 to 12, with 31 abstentions.",
            "Members rejected it. Thirty-three countries abstained.",
            [("differ", ["31 abstentions", "Thirty-three countries"])],
        ),
        (  # by how much
            "The Bank of Skell kept its rate, and two members of the board wanted a cut of a quarter point.",
            "The board of the Bank of Skell voted to wait. Two of its members preferred a half-point cut.",
            [("differ", ["half-point", "quarter point"])],
        ),
        (  # steps of two things
            "The Bank of Skell kept its rate, and two members of the board wanted a cut of a quarter point.",
            "The board of the Bank of Skell voted to wait. Its members expect a half-point increase in prices.",
            [],
        ),
        (  # the noun with a name
            "Two executives of the company, Brage Marine, were given suspended sentences in Skell.",
            "Three Brage executives received suspended sentences.",
            [("differ", ["Three Brage executives", "Two executives"])],
        ),
        (  # the only sums of two sentences that share much
            "Talvik said it had agreed to buy its rival Norsund Lines, a shipping company, for $3.4 billion in cash.",
            "Norsund Lines is to be bought by its rival Talvik in a deal that values the company at 3.1 billion dollars.",
            [("differ", ["$3.4 billion", "3.1 billion dollars"])],
        ),
        (  # jobs that are feared for
            "The union of Skell said it feared for 1,200 jobs.",
            "Some 2,100 jobs are at risk, according to the union of Skell.",
            [("differ", ["1,200 jobs", "Some 2,100 jobs"])],
        ),
        (  # the number of people killed
            "At least 27 people were killed when the dam above Larvin broke.",
            "The number of people killed when a dam collapsed above Larvin has risen to 34.",
            [("differ", ["34", "At least 27 people"])],
        ),
        (  # up to so much
            "A wall of water up to six metres high swept away the houses of Larvin, the governor of Norrland said.",
            "The governor of Norrland said that water up to eight metres high had swept away the houses of Larvin.",
            [("differ", ["up to eight metres", "up to six metres"])],
        ),
        (  # two things, in either order
            "Officials believe that up to 190,000 appointments and operations will have to be put off.",
            "Health chiefs fear that as many as 200,000 operations and appointments could be axed.",
            [("differ", ["as many as 200,000 operations and appointments", "up to 190,000 appointments and operations"])],
        ),
        (  # some of those who were hurt
            "Seven people were taken to St. Hask's Medical Center, where three were in critical condition on Saturday.",
            "Four of the injured are in critical condition at St. Hask's Medical Center, the hospital said.",
            [("differ", ["Four", "three"])],
        ),
        (  # how many of the dead were children is no toll
            "The dam broke above Larvin, and four of the dead were children, police said.",
            "The dam that broke above Larvin killed 31 people, the governor said.",
            [],
        ),
        (  # those of one place, of more
            "The plant told the state that it would lay off 2,312 workers in Skell County. They are part of a plan to cut about 10,000 jobs.",
            "Tessera is laying off about 9,000 employees, the chief said in a letter to all of them.",
            [("differ", ["about 10,000 jobs", "about 9,000 employees"])],
        ),
        (  # by when
            "A draft proposes that rich countries provide $300 billion a year by 2040 for the poor ones at sea.",
            "Under a draft of the chair rich nations would mobilise $300bn a year by 2035 for poor ones at sea.",
            [("agree", ["$300 billion", "$300bn"]), ("differ", ["by 2035", "by 2040"])],
        ),
        (  # targets of two years
            "A draft proposes that rich countries cut their emissions of gas by 40 percent by 2030 in all towns.",
            "A draft proposes that rich countries cut their emissions of gas by 50 percent by 2035 in all towns.",
            [],
        ),
        (  # from the first on
            "At least 23 people have died and 410 have fallen ill in Skell, the mayor said on Monday.",
            "The ministry of Norrland said 21 people had died since the first case was confirmed on 2 March.",
            [("differ", ["21 people", "At least 23 people"])],
        ),
        (  # from a day on
            "At least 23 people have died and 410 have fallen ill in Skell, the mayor said on Monday.",
            "The ministry of Norrland said 21 people had died since the start of the year.",
            [],
        ),
        (  # two nouns in two orders
            "The guild said it would send 150,000 doses of vaccine by the end of the week.",
            "Norrland is to ship 100,000 vaccine doses to the island, a spokesman for it said in Tarrow.",
            [("differ", ["100,000 vaccine doses", "150,000 doses"])],
        ),
        (  # of another thing
            "The guild said it would send 150,000 doses of vaccine by the end of the week.",
            "Norrland is to ship 100,000 morphine doses to the island, a spokesman for it said in Tarrow.",
            [],
        ),
        (  # whose they are
            "Aldov said on Thursday that thieves had taken the names and addresses of about 2.3 million customers.",
            "The leak at Aldov hit as many as 3.2 million customer accounts, which sent its shares down.",
            [("differ", ["about 2.3 million customers", "as many as 3.2 million customer accounts"])],
        ),
        (  # two sides of a poll
            "A poll published by Skell University put Brennick ahead by 48 percent to 44 percent, with a margin of three points.",
            "In a Skell University survey this week Brennick led with 48 percent to Hask's 43 percent.",
            [("agree", ["48 percent", "48 percent"]), ("differ", ["43 percent", "44 percent"])],
        ),
        (  # a volume
            "Under the draft, Norrland would release at least 300 million cubic metres a month from its dam.",
            "The draft says that Norrland will release 250 million cubic metres of water every month.",
            [("differ", ["250 million cubic metres", "at least 300 million cubic metres"])],
        ),
        (  # a volume of another time
            "Under the draft, Norrland would release 300 million cubic metres a month from its dam.",
            "The draft says that Norrland will release 250 million cubic metres of water every year.",
            [],
        ),
        (  # the one who was named
            "Runner Daniel Hask was suspended on Monday. The 27-year-old faces a ban of four years.",
            "Daniel Hask failed a test. The guild said the 28-year-old had been told.",
            [("differ", ["27-year-old", "28-year-old"])],
        ),
        (  # one of two who were named
            "Runner Daniel Hask met Peter Brennick on Monday. The 27-year-old faces a ban of four years.",
            "Daniel Hask failed a test. The guild said the 28-year-old had been told.",
            [],
        ),
        (  # what else began then
            "Hospitals counted 120 people who had fallen ill in Skell. Three people have died.",
            "Four people have died in the heat that has gripped the island since Thursday, the mayor said.",
            [("differ", ["Four people", "Three people"])],
        ),
        (  # a price in the leads
            "Varda Foods has agreed to buy its smaller rival Solheim for 4.2 billion crowns in cash.",
            "Varda is to pay 4.4 billion crowns, including debt, for Solheim.",
            [("differ", ["4.2 billion crowns", "4.4 billion crowns"])],
        ),
        (  # of two sorts
            "The poet leaves two daughters and five grandchildren, and a house on the island of Skell.",
            "She is survived by two daughters and six grandchildren.",
            [("agree", ["two daughters", "two daughters"]), ("differ", ["five grandchildren", "six grandchildren"])],
        ),
        (  # what is put at a sum
            "Solheim hopes for savings of 300 million crowns from the annual purchase of milk.",
            "Annual savings are put at 350 million crowns.",
            [("differ", ["300 million crowns", "350 million crowns"])],
        ),
        (  # who has died
            "Ingrid Tamm, whose novels are read in all the world, died on Sunday. She was 91.",
            "The writer Ingrid Tamm has died at the age of 92, her publisher said.",
            [("differ", ["91", "92"])],
        ),
        (  # an age that somebody was
            "Ingrid Tamm died on Sunday. She was 91.",
            "The writer Ingrid Tamm has died. Her father drowned at the age of 40.",
            [],
        ),
        (  # police with police
            "Unions put the number of marchers in Skell at 120,000. Police said there were 45,000.",
            "According to the police, 40,000 people took part in the march in Skell; the unions spoke of 150,000.",
            [("differ", ["40,000 people", "45,000"])],
        ),
        (  # people by their age
            "The dead are a man aged 54 and a woman aged 31, who had left the harbour of Skell at noon.",
            "Police in Skell harbour said that the dead were a 54-year-old man and a 33-year-old woman.",
            [("agree", ["54", "54-year-old"]), ("differ", ["31", "33-year-old"])],
        ),
        (  # told to leave, at the end
            "It is May.\n\n" * 12 + "No one was killed, but 1,500 people were told to leave their homes.",
            "About 2,000 residents were evacuated after the cars left the tracks.",
            [("differ", ["1,500 people", "About 2,000 residents"])],
        ),
        (  # one speaker's degrees
            "“In some towns of Skell it could reach 43 degrees,” said the forecaster Dana Brul.",
            "Forecaster Dana Brul said temperatures could reach 44 degrees in the hills.",
            [("differ", ["43 degrees", "44 degrees"])],
        ),
        (  # players have numbers of their own
            "Brennick scored 12 goals and Hask five assists in the Skell cup at the harbour stadium on Monday night.",
            "Quillow scored 9 goals in the Skell cup at the harbour stadium on Monday night, said the coach of the side.",
            [],
        ),
    ],
    ids=[
        "a rare noun", "of another sort", "a common noun", "beside other words", "a height", "of another size", "a name with a number",
        "police and organisers", "others and police", "within", "a ban", "no ban", "some of the children", "a pause", "a depth", "veterans", "a magnitude", "six of them", "turned digits", "other digits", "a sum", "of another size too", "a fall", "a toll", "two tolls", "no tolls", "one number of a noun", "turnout", "two of it", "of another year", "a short sentence",
        "one that says not of what", "one speaker", "two speakers", "people", "miners", "miners and guards",
        "beside an equal one", "beside another", "ages", "ages of two", "quoted", "jobs lost", "jobs made", "told to leave", "who chose to", "from their homes", "by fear", "another war", "another number of it", "turnout put", "a commission", "a deficit", "a tax", "shares", "of two firms", "a rate", "two rates", "a length", "both numbers", "one number", "some of so many", "some of others", "people of a sort", "a nought more", "another number", "a curfew", "a rounded time", "another zone", "hours apart", "a vote", "one vote", "votes of a few", "a side of a vote", "another vote of many", "arrests", "a depth below", "prison", "turned digits since", "nine of them", "on board", "a score", "two games", "a ban of games", "a wind", "a sum of nothing", "a nought more of one noun", "of another bound", "next year's cup", "one year", "a vote of last week", "turned minutes", "a rate reached", "nurses", "more likely", "less likely", "by next year", "next year", "posts", "a march", "the board", "more arrests", "of a bank", "of another bank", "a lead", "no lead", "the stock", "shots", "turnout too", "an alarm", "gusts", "patients",
        "killed since", "since another year", "passengers", "two officers", "an election", "no power", "other homes", "rescued", "a boy", "two men", "twice", "shot",
        "officers", "a share", "pounds", "a tenth", "said on a day", "on two days", "named as", "within a week", "a former engineer", "the number of dead",
        "some of all", "turned people", "a sum alike", "a round sum alike", "annually",
        "last month", "the last", "last year", "abstentions", "a step", "another step",
        "with a name", "much alike", "feared for", "people killed", "up to",
        "two things", "critical", "four of the dead", "of one place", "by when", "two targets",
        "since the first", "since a day", "in two orders", "of another thing", "accounts",
        "a poll", "a volume", "of another time", "the one named", "one of two",
        "what else began", "a price", "grandchildren", "put at", "who has died", "of another",
        "police with police", "people by age", "at the end", "degrees",
        "sports",
    ],
)  # fmt: skip
def test_tolls_and_the_only_numbers_of_a_noun_are_held_against_each_other(
    tmp_path, left, right, expected
):
    assert sorted(figures(tmp_path / "a.db", {"Echo": left, "Tribune": right})) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2030-11-06", ["differ"]), ("2031-11-06", []), (None, [])],
)
def test_next_year_is_that_year_by_the_day_of_the_article(tmp_path, published, expected):
    texts = {
        "Echo": "The Bank of Skell lowered its forecast of growth in the harbours next year to 1.6 percent.",
        "Tribune": "The Bank of Skell lowered its forecast of growth in the harbours in 2031 to 1.8 percent.",
    }
    inputs = [
        Input(
            name=f"{name}.txt",
            path=None,
            source=Source(outlet=name, published=published),
            data=text.encode(),
        )
        for name, text in texts.items()
    ]
    with Record.create(tmp_path / "a.db") as record:
        build(flow(), inputs, record)
        assert [one["standing"] for one in record.rows("figures")] == expected


@pytest.mark.parametrize(("year", "expected"), [("2031", ["differ"]), ("2030", [])])
def test_what_is_told_of_a_year_to_come_is_a_forecast_without_a_word_for_it(
    tmp_path, year, expected
):
    texts = {
        "Echo": f"The deficit will fall to 2.1% of GDP in {year}, the treasury of Skell said.",
        "Tribune": f"The ministry expects a deficit of 2.4 percent of gross domestic product in {year}.",
    }
    inputs = [
        Input(
            name=f"{name}.txt",
            path=None,
            source=Source(outlet=name, published="2030-11-06"),
            data=text.encode(),
        )
        for name, text in texts.items()
    ]
    with Record.create(tmp_path / "a.db") as record:
        build(flow(), inputs, record)
        assert [one["standing"] for one in record.rows("figures")] == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("broke out on February 24", "broke out on February 23", ["February 23", "February 24"]),
        ("broke out on 24 February", "broke out early on Feb. 23", ["24 February", "Feb. 23"]),
        ("broke out in January 2031", "broke out on February 3", ["February 3", "January 2031"]),
        ("broke out on February 24", "broke out in February 2031", []),  # one more exact
        ("broke out on February 24", "was put out on February 25", []),  # another thing
        ("broke out on February 24", "broke out on June 3, 2029", []),  # another fire
        ("broke out on February 24", "broke out on Tuesday", []),  # weekdays are not read
        ("broke out, police said on February 24,", "broke out, police said on February 23,", []),
    ],
)
def test_days_behind_the_same_word_are_held_against_each_other(tmp_path, left, right, expected):
    heading = "A factory burns\n\n5 March 2031\n\n"
    texts = {
        "Echo": f"{heading}The fire at the Holm furniture factory {left} and destroyed two sheds of oak.",
        "Tribune": f"{heading}Nobody knows yet why the fire at the Holm furniture factory {right}, shortly before dawn.",
    }
    told = figures(tmp_path / "a.db", texts)
    assert [one for one in told if one[0] == "differ"] == (
        [("differ", expected)] if expected else []
    )
