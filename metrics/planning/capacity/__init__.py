"""How much a team of sellers can carry while people are hired, ramp up and leave."""
