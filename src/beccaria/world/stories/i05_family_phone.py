"""A large family on one phone: innocent."""

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "family_phone", "A large family on one phone", True


def tell(stage: Stage) -> None:
    """Four brothers in three prisons call their mother, whose phone the whole house uses."""
    places = stage.sites(3)
    culture = stage.culture("BA")
    sons = [stage.prisoner("son", place, culture=None) for place in (*places, places[0])]
    people = stage.theatre.people
    surname = "Ahmetović"
    for record in sons:
        people.printed[record] = (people.name(record)[0], surname, people.birthday(record))
    mother = stage.outsider("mother", culture=culture, female=True, surname=surname, age=(55, 70))
    for record in sons:
        stage.register(mother, int(people.home[record]), role="contact")
        for at in stage.every(0.05, 0.93, 30, 18):
            stage.call(at, record, mother.phone)
    stage.act(stage.when(0.05, 18), "four sons call one mother", None, [mother.truth])
