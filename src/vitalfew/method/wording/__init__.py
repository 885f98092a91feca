"""Reading what people write about numbers: amounts with units, targets, red lines, 'from A to B'."""
