"""Why a read value must be confirmed. Not stored; the page shows each reason as a sentence."""

from enum import StrEnum


class Doubt(StrEnum):
    """A reason to confirm a value."""

    DENIED = "denied"  # a negation comes before it
    LIMIT = "limit"  # "<18", "di bawah 18": the age itself is not known
    RANGE = "range"  # "17-18 th", "belasan"
    BIRTH_YEAR = "birth_year"  # "lahir 2009": no day, the age is computed from the year
    AGE_THEN = "age_then"  # the event is long ago: it may be the age then ...
    AGE_NOW = "age_now"  # ... or the age today
    UNCERTAIN = "uncertain"  # "p 17?", "17 kalau tidak salah"
    SCHOOL = "school"  # "kelas 5 SD", "kls 3 sma": the age is counted from the class
    WEEKDAY = "weekday"  # "senin 10 februari 2026", a Tuesday: one of them is wrong
    NAMESAKE = "namesake"  # "tanjung pinang", "bekasi", "jambi": a village and a city, or a city and what is around it
    NO_DAY = "no_day"  # "30/2": the calendar has no such day
    NO_YEAR = "no_year"  # "9 juni" said in February: perhaps of another year
    NO_MONTH = "no_month"  # "tgl 5"
    CENTURY = "century"  # "12-8-27"
    TURNED = "turned"  # "7/19/2025": month and day in the other order
    BOUND = "bound"  # "sebelum 12 mei 2025": a bound, not the day of the event
    TWO_DAYS = "two_days"  # two different days in one text
    WHICH_DAY = "which_day"  # "selasa", said on a Tuesday; "10.11", a day or a time
    ROUGH_DAY = "rough_day"  # "beberapa hari lalu"
    HOLIDAY = "holiday"  # "habis lebaran": the day is not said
    DOCUMENT = "document"  # "surat tgl 5 januari": the day of a paper
    PASSED = "passed"  # "berangkat senin": the Monday before or the next one
    SOMETIME = "sometime"  # "berangkat minggu depan": the earliest of several days
    FORMER = "former"  # "p 16 sejak umur 14": an age at another time, beside the current one
    COUNT = "count"  # "16 p", "l 5 p 3": an age or a number of people
    MISSING = "missing"  # "3 korban: Ani 19, Budi 21, …": fewer were read than were announced
    LASTING = "lasting"  # "p 5 tahun di malaysia": an age or a duration
    NUMBER = "number"  # a telephone number nobody can dial
    SEVERAL = "several"  # "0812…/0813…": two numbers for one person
    WHOSE = "whose"  # "diteror nomor 0812…", "no pengurus 0812…": perhaps not the victim's number
    CLAIMED = "claimed"  # "di KTP 19 th", "mengaku 18": ages are forged
    NATION = "nation"  # "majikan malaysia", "orang arab": a nationality, not the place of the event
    GROUP = "group"  # more people than one line can fill in
    WHO = "who"  # somebody else was mentioned in between
    RELATIVE = "relative"  # a relative, neighbour or friend is described: perhaps not the victim
    ROLE = "role"  # an earlier role may be meant
    CONTACT = "contact"  # it is not said whose contact rule it is
    NAME = "name"  # the end of the name is not clear
    OTHER_DAY = "other_day"  # "paspor terbit 3 maret": the day of something else
    UNSURE = "unsure"  # "mungkin di batam", "112 tidak diangkat": words beside it leave it open
    WHOSE_NAME = "whose_name"  # "rekening atas nama …", "mengaku bernama …": perhaps not the person's own name
    PART_OF_NAME = "part_of_name"  # a place that may be part of the name
    NAME_OF_HOUSE = "name_of_house"  # "kos batam", "rumah makan padang"
    ON_THE_WAY = "on_the_way"  # "lewat batam": perhaps only passed through
    FAR = "far"  # a place in another province without a word that announces it
    VILLAGE = "village"  # a one-word village, or one in another city, without the word kelurahan or desa
