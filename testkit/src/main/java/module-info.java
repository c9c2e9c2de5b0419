/** A local KMS server for tests and for trying things out. */
module dev.itemseal.testkit {}
