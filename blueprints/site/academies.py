"""The académies, offered where the name of one is typed."""

ACADEMIES = tuple(
    f"Académie {name}"
    for name in (
        "d’Aix-Marseille",
        "d’Amiens",
        "de Besançon",
        "de Bordeaux",
        "de Clermont-Ferrand",
        "de Corse",
        "de Créteil",
        "de Dijon",
        "de Grenoble",
        "de la Guadeloupe",
        "de la Guyane",
        "de La Réunion",
        "de Lille",
        "de Limoges",
        "de Lyon",
        "de la Martinique",
        "de Mayotte",
        "de Montpellier",
        "de Nancy-Metz",
        "de Nantes",
        "de Nice",
        "de Normandie",
        "d’Orléans-Tours",
        "de Paris",
        "de Poitiers",
        "de Reims",
        "de Rennes",
        "de Strasbourg",
        "de Toulouse",
        "de Versailles",
    )
)
