"""Maps and charts drawn on the server: pure builders of shapes, without Django.

Words stand in an outer drawing without a view box, in percent of its size and in `em`, so they keep
their size on a phone; lines stand in an inner drawing that stretches. All lengths are for drawing
only; money and weight come in as whole numbers and leave as words.
"""
