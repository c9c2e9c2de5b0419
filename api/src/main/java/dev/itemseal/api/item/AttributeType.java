package dev.itemseal.api.item;

/** The ten types of a DynamoDB attribute value, under the names that DynamoDB gives them. */
public enum AttributeType {
    /** Text: {@link StringValue}. */
    S,
    /** Number: {@link NumberValue}. */
    N,
    /** Bytes: {@link BinaryValue}. */
    B,
    /** Set of texts: {@link StringSetValue}. */
    SS,
    /** Set of numbers: {@link NumberSetValue}. */
    NS,
    /** Set of byte strings: {@link BinarySetValue}. */
    BS,
    /** List: {@link ListValue}. */
    L,
    /** Map: {@link MapValue}. */
    M,
    /** Truth value: {@link BooleanValue}. */
    BOOL,
    /** Null: {@link NullValue}. */
    NULL
}
