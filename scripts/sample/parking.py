"""Parking fees, as the city council set them on May 4th, 2024."""

# Select this comment, then press F1 and choose "Aloud: Read Selection Aloud".
# The first ten minutes are free, because nobody should pay for a loading stop.
FREE_MINUTES = 10
FEE_PER_HOUR = 2.50


def fee(minutes: int) -> float:
    """Returns the fee in dollars for a stay of so many minutes.

    Every hour that was begun counts in full. A stay that ends within the
    free minutes costs nothing; one that lasts longer is charged from its
    first minute on.
    """
    if minutes <= FREE_MINUTES:
        return 0.0
    hours = -(-minutes // 60)  # rounds up without leaving the integers
    return hours * FEE_PER_HOUR
