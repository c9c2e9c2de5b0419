package dev.itemseal.api.materials;

/** The key that encrypts the attribute values of one or more items. Safe for use by several threads. */
public sealed interface ContentKey permits AesContentKey, ExternalContentKey {}
