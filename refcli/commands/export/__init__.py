"""Everything out as one zip, everything in again, and figures that name nobody."""
