/**
 * The bytes of item format version 0: codecs that hold no keys and do no cryptography. Bytes that are not of the format
 * are answered with {@link dev.itemseal.engine.format.MalformedException}.
 */
package dev.itemseal.engine.format;
