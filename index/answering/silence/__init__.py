"""When not to answer: no question, not held, taken for granted, or too little that answers; and what to ask instead."""
