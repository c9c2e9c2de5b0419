package dev.itemseal.materials.wrong;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Breaks rules: state that all share. */
public final class Sharing {

    private Sharing() {}

    /** A static that can be assigned. */
    public static final class Reassigned {
        static int count = 1;
    }

    /** A list that can grow. */
    public static final class Collected {
        static final List<String> LIST = new ArrayList<>();
    }

    /** A map that can grow. */
    public static final class Mapped {
        static final Map<TimeUnit, String> MAP = new EnumMap<>(TimeUnit.class);
    }

    /** An array that others can write to. */
    public static final class Indexed {
        static final int[] ARRAY = {1};
    }

    /** A generator that threads wait for. */
    public static final class Stateful {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
