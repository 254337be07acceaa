"""The encoding is found, said with how sure it is, and the words come out right."""

from pathlib import Path

import duckdb
import pytest

from metrics.intake.read.text_tables import read_text_table

WORDS = {
    "French": ["Société Générale", "Crédit coopératif à Orléans", "été", "Noël", "ça"],
    "German": ["Müller GmbH", "Köln", "Größe", "Übung", "Straße"],
    "Spanish": ["Año", "Señor Muñoz", "Ángel", "corazón", "¿Qué?"],
    "English": ["£68,486.66", "Don’t", "“Hello” – yes", "5 €", "café"],
    "Russian": ["Продажа", "Иванов Иван", "Москва", "Выиграна", "ООО Ромашка"],
    "Polish": ["Łódź", "Kraków", "Zażółć gęślą jaźń", "Świnoujście", "Sprzedaż"],
    "Turkish": ["İstanbul", "Şişli", "müşteri", "Doğan", "Işık"],
    "Greek": ["Πωλήσεις", "Αθήνα", "Πελάτης", "Γιώργος", "Ελλάδα"],
    "Japanese": ["株式会社日本", "東京都", "売上の商談名", "受注です", "カタカナ"],
    "Chinese": ["北京科技有限公司", "销售额", "客户名称", "张伟", "赢单"],
    "Taiwanese": ["台北科技有限公司", "銷售額", "客戶名稱", "陳先生", "香港"],
    "Korean": ["서울전자", "매출", "고객명", "김철수", "영업부"],
}


@pytest.mark.parametrize(
    ("language", "codec", "name"),
    [
        ("French", "cp1252", "Windows-1252"),
        ("French", "mac_roman", "Mac Roman"),
        ("German", "cp1252", "Windows-1252"),
        ("German", "mac_roman", "Mac Roman"),
        ("Spanish", "cp1252", "Windows-1252"),
        ("English", "cp1252", "Windows-1252"),
        ("Russian", "cp1251", "Windows-1251"),
        ("Russian", "koi8_r", "KOI8-R"),
        ("Polish", "cp1250", "Windows-1250"),
        ("Turkish", "cp1254", "Windows-1254"),
        ("Greek", "cp1253", "Windows-1253"),
        ("Japanese", "cp932", "Shift-JIS"),
        ("Japanese", "euc_jp", "EUC-JP"),
        ("Chinese", "gbk", "GB18030"),
        ("Taiwanese", "big5", "Big5"),
        ("Korean", "euc_kr", "EUC-KR"),
        ("Chinese", "utf-16", "UTF-16"),
        ("German", "utf-16-le", "UTF-16 (little-endian)"),
        ("German", "utf-16-be", "UTF-16 (big-endian)"),
        ("Chinese", "utf-16-be", "UTF-16 (big-endian)"),
        ("Russian", "utf-32", "UTF-32"),
        ("Russian", "utf-8-sig", "UTF-8"),
        ("Korean", "utf-8", "UTF-8"),
    ],
)
@pytest.mark.parametrize("repeats", [1, 40])
def test_an_encoding_is_found_from_the_words(
    language: str, codec: str, name: str, repeats: int, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    words = WORDS[language]
    lines = ["Id;Name", *(f"{number};{word}" for number, word in enumerate(words * repeats))]
    path.write_bytes("\r\n".join(lines).encode(codec))
    table = read_text_table(path, tmp_path)
    decision = table.decisions[0]
    assert (decision.subject, decision.value) == ("encoding", name)
    assert 0.5 <= (decision.confidence or 0) <= 1
    assert duckdb.sql(f"SELECT c1 FROM {table.relation} LIMIT 5").fetchall() == [(word,) for word in words]


def test_the_encoding_a_person_chose_wins(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Id,Name\n1,Škoda\n2,Žižka\n".encode("cp1250"))
    table = read_text_table(path, tmp_path, encoding="cp1250")
    assert duckdb.sql(f"SELECT c1 FROM {table.relation}").fetchall() == [("Škoda",), ("Žižka",)]
    assert table.decisions[0].evidence == "chosen by the person who imports it"
