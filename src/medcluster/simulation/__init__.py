"""Simulation: patients' flow over the protocols and facilities of the cluster. So far: the demonstration's patients.

Everything is seeded: the same seed, versions and instant give the same patients, journeys and resources. No tables of
its own; it writes through `record`. Neighbours: it stands on `protocol`, `cluster`, `record` and `fhir`; `app` runs it.
"""

from medcluster.simulation.chart import Place, Staff
from medcluster.simulation.journey import Act, Habits, Journey, travel
from medcluster.simulation.populate import Population, mix, populate

__all__ = ["Act", "Habits", "Journey", "Place", "Population", "Staff", "mix", "populate", "travel"]
