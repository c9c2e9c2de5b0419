package dev.itemseal.api.wrong.one;

import dev.itemseal.api.wrong.two.Two;

/** One half of a cycle of packages. */
public record One(Two two) {}
