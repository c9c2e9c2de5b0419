package dev.itemseal.adapter.awssdk2.expression;

/**
 * A place in an item.
 *
 * @param attributeName the attribute of the item that it lies in
 * @param whole whether it is the attribute itself, and not a part of it
 */
public record AttributePath(String attributeName, boolean whole) {}
