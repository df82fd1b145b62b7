"""What every test shares: how Hypothesis runs. The first text it ever draws on a computer takes seconds, because it builds its tables then."""

from hypothesis import HealthCheck, settings

settings.register_profile("any computer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any computer")
