"""Makes the two lists of given names that the search for people's names reads.

Their source is Faker (MIT licence), which keeps names for each country, and a list of English words
that tells which of them are words as well. Neither is needed to run or to test anything, so neither
is a dependency. In an environment of its own, with Debian's `wbritish`:

    pip install faker
    python -m tests.given_names /usr/share/dict/british-english
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "macros" / "rules" / "personal" / "words"
SURE, UNSURE = FOLDER / "given_names.txt", FOLDER / "word_names.txt"
SURNAMES = FOLDER / "also_surnames.txt"
WIDTH = 99

COUNTRIES = (
    *("en", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG", "en_NZ", "en_PK", "en_US", "ga_IE"),
    *("cs_CZ", "es_ES", "ha_NG", "hu_HU", "ig_NG", "it_IT", "lt_LT", "lv_LV", "pl_PL", "pt_PT"),
    *("ro_RO", "sw", "tr_TR", "tw_GH", "yo_NG"),
)
ENGLISH = ("en", "en_GB", "en_IE", "en_NZ", "en_US")
LAST = ("last_names", "last_names_male", "last_names_female")
LISTS = ("first_names", "first_names_male", "first_names_female")

MORE = """
 Abdi Abdirahman Abdullahi Abena Adaeze Adaobi Adeola Adwoa Afia Akua Alasdair Aled Alun Ama
 Amara Amina Amrit Anand Andrei Aneurin Angharad Anita Anjali Arwel Asha Asif Ayaan Ayodele
 Babatunde Balwinder Baz Bethan Bhavesh Bhupinder Bilal Bogdan Bola Branwen Brenda Bronwen
 Caradoc Carys Cerys Chiamaka Chidi Chidinma Chike Chinedu Chioma Chuka Chukwuemeka Clive
 Cristina Dafydd Danuta Daz Deb Deepa Deepak Dele Dilwyn Dimitar Doreen Dorota Ebele Efe Eileen
 Eilidh Eirlys Ekow Elena Elzbieta Emeka Emrys Eryl Esi Ewan Fadumo Farhana Farida Femi Ffion
 Florin Folasade Funmi Gabriela Gaz Gethin Giedrius Glenys Goran Gosia Graeme Grazyna Gurpreet
 Gwen Gwenllian Gwilym Gwyneth Haile Hamish Hamza Harpreet Hassan Hodan Huda Huw Hywel Idris
 Ieuan Ifan Ilhan Imran Ioan Ioana Ionut Iqra Ivan Iwan Jackie Jagoda Jas Jaswinder Jatinder
 Kamala Kamil Kasia Kavita Kayode Kehinde Keith Kemi Kev Khadija Kofi Krzysztof Kuldeep Kwabena
 Kwame Kwesi Lakshmi Leszek Llinos Lowri Lukasz Magda Malgorzata Mandeep Manjit Marged Maureen
 Meena Megha Mehwish Mei Mihaela Mihai Mirela Myfanwy Nadia Nadira Nalini Nana Nasreen Navdeep
 Naveed Nerys Nia Nigel Nikolay Nneka Nuala Obi Obinna Oksana Olamide Olena Olu Oluwaseun Olwen
 Onyeka Osman Owain Parminder Parveen Pawel Piotr Pooja Przemyslaw Rafal Rahima Raj Rajesh
 Rakesh Ramesh Rania Rashida Ravi Rhiannon Rhodri Rhys Rukhsana Ruqayyah Rutendo Sade Sadia
 Safiya Sagal Saima Samina Sandeep Sanjay Sanjeev Satnam Segun Shabana Shanthi Shaun Shaz Shazia
 Sheila Shirley Sian Simran Sinead Siobhan Sioned Sipho Slawomir Stoyan Sukhdeep Sukhwinder
 Sunita Surjit Svetlana Taiwo Tariq Tatenda Tegwen Temitope Tendai Tesfaye Thabo Tola Trevor
 Trish Tudur Tunde Uche Umar Usha Usman Vasile Vikram Wale Wanjiru Wiktor Wioletta Xiang
 Xiaoming Yaa Yasmin Yetunde Yusra Zahid Zainab Zanele Zbigniew Zofia Zsofia Zuzanna
"""
"""Names that are common in Britain and in none of the lists: Welsh, African, Asian and others."""

ALSO_PLACES = """
 Abel Ada Add Adrian Africa Al Alabama Albany Alex Alexa Alexandra Alexandria All Alma America
 An And Andorra Ann Anne Any April Arab Are Arizona Aryan As Ashley Ashton Asia Ask At Atlanta
 August Augusta Aurora Austin Bath Be Ben Beverly Birmingham Bolton Boston Bradford Brent
 Bristol Britain Brittany Buddha Burton But Buxton By Cairo Can Carlisle Carolina Celtic Charles
 Chelsea Chester China Christ Christian Christmas Clement Clifton Clinton Clyde Columbus
 Cordelia Cornelia Cortana Crawford Crown Cuba Dakota Dallas Dan Darlington Daventry Day De
 December Denver Derby Des Dev Devon Do Doctor Don Dover Dublin Dudley Durham Easter Eden Edward
 Egypt Eid El Elgin Elizabeth Elton Ely En England Es Essex Eston Eton Europe February Florence
 Florida For Friday From Geneva George Georgia Germany Ghana Git Go Gordon Greece Hamilton
 Hamlet Harley Harlow Harrow Hartford Has He Henry Her Him His Holland Houston How Hull Hyde If
 In India Indiana Ireland Is Islam Israel It Italy Its Jamaica January Java Jersey Jerusalem
 Jesus Jordan Julian July June Kelly Kelso Kendal Kent Kenya Kim Kingston Krishna La Latin Law
 Le Leicester Leicestershire Leith Lent Lim Lincoln Lisbon Lo London Los Lourdes Ludlow Ma
 Madison Malta Man Manchester March Marie May Me Melbourne Melrose Memphis Mercedes Mexico Mi
 Milan Milton Mohammed Monday Montana Moses Muhammad My Nairobi Nelson Nevada Newark Nile No Nor
 Norfolk Norman Norwich Not November Now Oakley October Odessa Of Off Ohio One Or Orlando Our
 Out Own Oxford Pa Paris Per Persia Phoenix Preston Quincy Raleigh Ramadan Ramsey Regina
 Richmond Rochester Roma Rome Royce Royston Ruby Russell Rutland Salem Salford Sam Santiago
 Saturday Scotland Scottie Seaton See Selby September Severn Shannon She Shelby Shelton Sidney
 Siri So Sofia Somerset Son Spain Stafford Stanley Stratford Suffolk Sun Sunday Sur Sydney Syria
 Tennessee Texas The Thursday To Too Trent Tudor Tuesday Two Tyne Tyrone Una Up Use Venice
 Vernon Verona Via Victoria Vienna Virginia Wales Warwick Was Washington Way We Wednesday Welsh
 Who Why William Wilton Windsor Worcester Yes Yet York Yorkshire You Zion
"""
"""Names that are places, days, kings, or parts of other names: alone they tell nothing."""
PEOPLES = """
 Adrian Alex Amir Ann Anne Ben Bobby Carol Charles Colleen Cordelia Cornelia Dan Ed Edward
 Elizabeth Felicity Garret Gordon Harry Hazel Henry Josh Julian Ken Maria Marie Martin Meg Mike
 Mohammed Muhammad Nick Peter Phoebe Rhea Rosemary Sally Sam Sofia Sue Terry Tom Tony
"""
"""Names that are words or places too, and mostly names."""


def main(words: Path) -> None:
    """Write both files."""
    english = {word for word in words.read_text("utf-8").split() if word.islower()}
    unsure = {name for name in names() if name.casefold() in english or len(name) < 3}
    unsure = (unsure | set(ALSO_PLACES.split())) - set(PEOPLES.split())
    sure = set(names()) - unsure
    SURE.write_text(as_lines(sure), "utf-8")
    SURNAMES.write_text(as_lines(sure & set(listed(ENGLISH, LAST))), "utf-8")
    UNSURE.write_text(as_lines(unsure & set(names())), "utf-8")


def names() -> Iterator[str]:
    """Every given name that there is, in plain letters."""
    yield from MORE.split()
    yield from listed(COUNTRIES, LISTS)


def listed(countries: Iterable[str], lists: Iterable[str]) -> Iterator[str]:
    """What Faker lists for these countries, in plain letters."""
    for country in countries:
        provider = import_module(f"faker.providers.person.{country}").Provider
        for part in lists:
            values = getattr(provider, part, ())
            if not isinstance(values, property):
                yield from filter(None, map(plain, values))


def plain(name: str) -> str:
    """A name without marks on its letters; nothing where it is none of one word."""
    latin = name.translate(str.maketrans("łŁøØđĐı", "lLoOdDi"))
    letters = unicodedata.normalize("NFKD", latin)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare if re.fullmatch("[A-Z][a-z]+", bare) else ""


def as_lines(words: Iterable[str]) -> str:
    """Words in their order, as many to a line as will do."""
    lines = [""]
    for word in sorted(words):
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
