package dev.itemseal.api;

/**
 * The order in which names, map keys and set members are written where the two existing clients differ (rule ORD-1).
 * Both of them read either as long as names and members are ordinary; items are always read in both orders.
 */
public enum Dialect {
    /** Text by UTF-16 code units, bytes as signed numbers. */
    JAVA,
    /** Text by Unicode code points, bytes as unsigned numbers: for tables shared with Python programs. */
    PYTHON
}
