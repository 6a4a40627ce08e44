"""The bench of the journey: its workload, who sends it, how it is carried, and the judge who looks from outside."""
