package dev.itemseal.materials.wrong;

/** Breaks rules: names, accessors and parameters. */
public final class Naming {

    private Naming() {}

    /** {@return a name, by the wrong name} */
    public String getName() {
        return "name";
    }

    /** {@return the sum of too many parameters} */
    public static int sum(int a, int b, int c, int d, int e, int f) {
        return a + b + c + d + e + f;
    }

    /** An interface that says so. */
    public interface IThing {}

    /** A factory that is no service. */
    public static final class ThingFactory {}
}
