"""The first record in an environment that has nothing but the wheel, and how long it takes after the import."""

import time

import rapporteur

began = time.perf_counter()
record = rapporteur.Reader().read("The minister said the talks had failed.", published="2024-03-06")
seconds = time.perf_counter() - began
assert record.statements[0].source.exact == "The minister"
print(f"first record after {seconds:.2f} s")
assert seconds <= 2, seconds
