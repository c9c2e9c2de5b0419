/** A data key from AWS KMS for every item. */
module dev.itemseal.materials.kms {
    requires transitive dev.itemseal.api;
}
