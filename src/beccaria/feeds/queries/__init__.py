"""What is read of feeds. Every function takes the actor; the row policies of the transaction judge what he sees."""
