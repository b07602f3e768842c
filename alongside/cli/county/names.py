"""Common English names and invented streets; names are facts, the combinations are made up by dice."""

GIRLS = tuple(
    """Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie
    Emily Ella Evelyn Phoebe Millie Harper Evie Maya Aria Layla Zara Amina Fatima Aisha Chloe Ruby Erin Megan Holly
    Jessica Scarlett Bonnie""".split()
)
BOYS = tuple(
    """Noah Oliver George Leo Arthur Theo Harry Jack Charlie Archie Freddie Oscar Henry Luca Alfie Finley Jude Tommy
    Teddy Max Lucas Albie Roman Mason Reuben Yusuf Mohammed Ibrahim Adam Samuel Ethan Logan Tyler Jayden Kai Dylan
    Riley Connor Callum Bradley""".split()
)
WOMEN = tuple(
    """Kelly Gemma Laura Sarah Nicola Stacey Leanne Donna Michelle Karen Natasha Jade Chelsea Amy Rachel Hayley Kirsty
    Samantha Danielle Vicky Shabana Nadia Joanne Tracey Sandra Pauline Maureen Anita Bukola Ewa""".split()
)
MEN = tuple(
    """Dean Lee Craig Darren Wayne Scott Ryan Marcus Gary Shaun Stuart Mark Paul Kevin Jason Kieran Imran Tariq Piotr
    Tunde Raymond Keith Barry Graham Trevor Nathan Aaron Jamie Luke Simon""".split()
)
SURNAMES = tuple(
    """Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts
    Green Hall Wood Jackson Clarke Khan Ahmed Harrison Mitchell Carter Phillips Parker Bennett Cooper Ward Bailey Begum
    Kelly Foster Turner Hughes Adams Shaw Murphy Chapman Webb Barnes Fisher Palmer Mason Marshall Holmes Simpson Barker
    Fletcher Dixon Lloyd Ellis Rogers Hunt Gibson Grant Reynolds Hart Nowak Okafor Osei Hussain Malik Kowalski Burton
    Stone Day Kemp Lamb Frost Nash Poole Rowe Sutton Tyler Vaughan Whittle Yates""".split()
)
STREETS = tuple(
    """Mill|Church|Station|Orchard|Chestnut|Riverside|Meadow|Quarry|Canal|Foundry|Priory|Weaver|Tanner|Linden|Beacon|
    Harbour|Abbey|Cooper|Rope|Larch|Kiln|Market|Garth|Thorn|Bramble|Heron|Otter|Swallow""".replace("\n    ", "").split(
        "|"
    )
)
ROADS = ("Lane", "Street", "Road", "Close", "Avenue", "Court", "Terrace", "Way")
"""The made-up county's postcodes begin with MZ, which no real postcode does."""
AREA = "MZ"
WORKERS = {
    "social_care": ("Sam Taylor", "Ngozi Eze", "Helen Marsh", "Tom Bradley", "Farah Aziz", "Joe Linden", "Mel Archer",
                    "Ruth Hale", "Dan Osborne", "Priti Shah", "Owen Rees", "Carla Finn"),
    "health": ("Priya Nair", "Bev Lowe", "Maggie Doyle", "Sunita Rao", "Ellen Frost", "Chris Vale", "Wendy Holt"),
    "school": ("Amara Okafor", "Peter Lang", "Judith Moss", "Ravi Menon", "Alice Thorn", "Neil Barton", "Kate Wynn"),
}  # fmt: skip
ROLES = {"social_care": "social worker", "health": "health visitor", "school": "designated safeguarding lead"}
