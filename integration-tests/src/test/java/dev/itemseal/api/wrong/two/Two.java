package dev.itemseal.api.wrong.two;

import dev.itemseal.api.wrong.one.One;
import java.util.List;

/** The other half of a cycle of packages. */
public record Two(List<One> ones) {

    /** {@return the first one} */
    public One first() {
        return ones.get(0);
    }
}
