"""Languages of which next to nothing is known: quotations meet, stories stay apart, no English is read in them."""

import pytest
from tests.factories import build_texts

from onrecord.flow import Flow, build
from onrecord.model import Source
from onrecord.pages.inputs import Input
from onrecord.record.store import Record
from onrecord.record.verify import verify
from onrecord.text.spans import Span
from onrecord.text.tokens import count_words, stem, terms, words
from onrecord.views.overview import Overview
from onrecord.views.story import SECTIONS
from onrecord.views.wording import plain, source_of, told

PAIRS = {
    "nl": (
        (
            "Een veerboot is woensdag voor Tarrow aan de grond gelopen, zoals de kustwacht meldde. „Wij zullen geen verdere "
            "afvaarten toestaan zolang het onderzoek loopt”, verklaarde de commandante in de haven."
        ),
        (
            "Na het ongeluk voor Tarrow liggen de schepen stil. „Wij zullen geen verdere afvaarten toestaan”, zei de "
            "commandante tegen journalisten, die in de kou hadden staan wachten."
        ),
        "Echo’s quotation ends at *toestaan*; Bote’s continues *zolang het onderzoek loopt*",
    ),
    "it": (
        (
            "La comandante ha parlato mercoledì nel porto di Tarrow: «Il capitano era stato avvertito due volte della nebbia prima di "
            "salpare, ma non ha voluto aspettare». Dodici persone sono rimaste ferite."
        ),
        (
            "“Il capitano era stato avvertito due volte della nebbia prima di salpare”, ha detto la comandante della guardia costiera, "
            "che ha parlato con la stampa nel pomeriggio."
        ),
        "Echo’s quotation ends at *salpare*; Bote’s continues *ma non ha voluto aspettare*",
    ),
    "ja": (
        "沿岸警備隊の司令官は水曜日、「船長は出港する前に霧について二度警告を受けていたが、待とうとしなかった」と述べた。十二人がけがをした。",
        "司令官は「船長は出港する前に霧について二度警告を受けていた」と記者団に語った。乗客は全員が二時間以内に救助されたという。",
        "Echo’s quotation ends at *いた*; Bote’s continues *が、待とうとしなかった*",
    ),
    "zh": (
        "海岸警卫队指挥官周三在新闻发布会上表示：“船长在出港前曾两次收到大雾警告，但他不愿等待。”她说，事故造成十二人受伤，乘客全部获救。",
        "指挥官对在码头等候的记者说：“船长在出港前曾两次收到大雾警告。”据介绍，事故发生时海面有浓雾，能见度不足一百米。",
        "Echo’s quotation ends at *警告*; Bote’s continues *但他不愿等待*",
    ),
}


@pytest.mark.parametrize("language", PAIRS)
def test_a_quotation_of_two_outlets_is_one_and_its_difference_comes_first(tmp_path, language):
    longer, shorter, sentence = PAIRS[language]
    build_texts(tmp_path / "r.db", {"Bote": longer, "Echo": shorter})
    with Record.read(tmp_path / "r.db") as record:
        assert {one["language"] for one in record.rows("articles")} == {language}
        overview = Overview(record, record.rows("stories")[0]["id"])
        (view,) = SECTIONS["differ"].choose(overview)
        (one,) = told(overview, view.substantive)
        assert plain(one.parts) == sentence
        assert one.guards == []  # which words turn a sentence is not known
        assert {source_of(one) for one in view.statements} == {"source not read in this language"}
        assert list(verify(record)) == []


def test_words_of_every_sentence_alone_are_no_difference_to_look_at(tmp_path):
    said = "„Wir werden {} keine weiteren Fahrten erlauben, solange die Untersuchung läuft“, erklärte sie im Hafen."
    texts = {"Bote": said.format("hier"), "Echo": said.format("")}
    build_texts(tmp_path / "r.db", texts)
    with Record.read(tmp_path / "r.db") as record:
        rows = record.rows("differences")
        assert rows
        assert not any(row["substantive"] for row in rows)


EVENTS = (
    (
        "Eine Fähre ist am Mittwoch vor Tarrow auf Grund gelaufen, wie die Küstenwache mitteilte. Dabei wurden nach Angaben der "
        "Reederei mindestens zwölf Menschen verletzt. „Der Kapitän ist zweimal vor dem Nebel gewarnt worden, bevor er "
        "auslief“, sagte die Kommandantin am Nachmittag vor Journalisten im Hafen. An Bord waren etwa 240 Passagiere, die alle "
        "innerhalb von zwei Stunden in Sicherheit gebracht werden konnten. Die Untersuchung soll mehrere Wochen dauern."
    ),
    (
        "Der Stadtrat von Vellmar hat am Donnerstag nach elf Stunden Debatte für den Bau der neuen Straßenbahn gestimmt, wie die "
        "Verwaltung mitteilte. „Das ist ein guter Tag für alle, die jeden Morgen im Stau stehen“, sagte der Bürgermeister nach der "
        "Abstimmung vor Journalisten im Rathaus. Die Kosten werden nach Angaben der Stadt mindestens zweihundert Millionen Kronen "
        "betragen. Der Bau soll im kommenden Jahr beginnen und mehrere Jahre dauern."
    ),
    (
        "经过十一个小时的辩论，市议会周四投票批准修建新的电车线路。市长在市政厅对记者说：“对每天早上堵在路上的人来说，今天是个好日子。”"
        "据市政府介绍，工程费用至少为两亿克朗，预计明年开工。"
    ),
    (
        "海岸警卫队指挥官周三在新闻发布会上对记者说：“船长在出港前曾两次收到大雾警告，但他不愿等待。”据介绍，事故造成十二人受伤，船上共有"
        "二百四十名乘客，全部在两小时内获救。"
    ),
)


def test_what_only_every_text_of_a_language_shares_makes_no_story():
    inputs = [
        Input(name=f"{n}.txt", path=None, source=Source(outlet=f"O{n}"), data=text.encode())
        for n, text in enumerate(EVENTS)
    ]
    with Record.create(":memory:") as record:
        build(Flow(), inputs, record)
        assert len(record.rows("stories")) == len(EVENTS)


def test_a_script_that_parts_no_words_is_read_by_its_characters():
    text = "船長は NATO に、12日"
    assert [one.text for one in words(text)] == ["船", "長", "は", "NATO", "に", "12", "日"]
    assert terms(text, Span(0, len(text))) == ["NATO", "12", "船長", "長は"]
    assert count_words(text) == 1 + 1 + 1 + 1 + 1
    assert count_words("船長は出港する前に") == 4
    assert stem("häusern", "de") == "haus"
    assert stem("gatidagu", "xx") == "gatidagu"
