/**
 * Keys from AWS KMS: a data key for every item ({@link dev.itemseal.materials.kms.KmsMaterialsProvider}), and KMS keys that
 * wrap content keys ({@link dev.itemseal.materials.kms.KmsWrappingKey}).
 */
package dev.itemseal.materials.kms;
