package dev.itemseal.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The kinds of attribute values in the matrix, made as DynamoDB JSON. */
enum MatrixValue {
    TEXT("S") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("S", NODES.textNode(text(random)));
        }
    },
    EMPTY_TEXT("S-empty") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("S", NODES.textNode(""));
        }
    },
    NUMBER("N") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("N", NODES.textNode(Integer.toString(below(random, 2_000_000) - 1_000_000)));
        }
    },
    /** Numbers whose canonical text is another one. */
    ODD_NUMBER("N-odd") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("N", NODES.textNode(some(ODD_NUMBERS, 1, random).get(0)));
        }
    },
    BYTES("B") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("B", base64(bytes(random, 1 + below(random, 40))));
        }
    },
    NO_BYTES("B-empty") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("B", base64(new byte[0]));
        }
    },
    TRUTH("BOOL") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("BOOL", NODES.booleanNode(below(random, 2) == 1));
        }
    },
    NOTHING("NULL") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("NULL", NODES.booleanNode(true));
        }
    },
    /** Text that the two dialects sort differently. */
    TEXTS("SS") {
        @Override
        JsonNode draw(SecureRandom random) {
            ArrayNode elements = NODES.arrayNode().add("\uFF5E").add("\uD83D\uDE00");
            some(List.of("", "a", "B", "Zürich", "a\u0308"), 3, random).forEach(elements::add);
            return typed("SS", elements);
        }
    },
    NUMBERS("NS") {
        @Override
        JsonNode draw(SecureRandom random) {
            ArrayNode elements = NODES.arrayNode();
            some(ODD_NUMBERS, 4, random).forEach(elements::add);
            return typed("NS", elements);
        }
    },
    /** Bytes that the two dialects sort differently. */
    BYTE_STRINGS("BS") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed(
                    "BS",
                    NODES.arrayNode()
                            .add(base64(new byte[] {(byte) 0x80, 1}))
                            .add(base64(new byte[] {1, (byte) 0x80}))
                            .add(base64(new byte[0]))
                            .add(base64(bytes(random, 5))));
        }
    },
    LIST("L") {
        @Override
        JsonNode draw(SecureRandom random) {
            ArrayNode elements = NODES.arrayNode();
            List.of(NOTHING, ODD_NUMBER, TEXT, BYTES).forEach(kind -> elements.add(kind.draw(random)));
            return typed("L", elements);
        }
    },
    EMPTY_LIST("L-empty") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("L", NODES.arrayNode());
        }
    },
    MAP("M") {
        @Override
        JsonNode draw(SecureRandom random) {
            ObjectNode entries = NODES.objectNode();
            entries.set("\uFF5E", TRUTH.draw(random));
            entries.set("\uD83D\uDE00", NUMBER.draw(random));
            entries.set("", TEXT.draw(random));
            return typed("M", entries);
        }
    },
    EMPTY_MAP("M-empty") {
        @Override
        JsonNode draw(SecureRandom random) {
            return typed("M", NODES.objectNode());
        }
    },
    /** Every type within lists and maps. */
    NESTED("nested") {
        @Override
        JsonNode draw(SecureRandom random) {
            ArrayNode sets = NODES.arrayNode();
            List.of(BYTE_STRINGS, NUMBERS, TEXTS, EMPTY_LIST, NO_BYTES).forEach(kind -> sets.add(kind.draw(random)));
            ObjectNode inner = NODES.objectNode();
            inner.set("sets", typed("L", sets));
            inner.set("map", MAP.draw(random));
            inner.set("list", LIST.draw(random));
            return typed("L", NODES.arrayNode().add(typed("M", inner)).add(EMPTY_MAP.draw(random)));
        }
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** No two of them are equal as numbers. */
    private static final List<String> ODD_NUMBERS = List.of(
            "1E2",
            "-12.3400",
            "+7",
            "-0",
            ".5",
            "007.10",
            "3.",
            "1e-3",
            "12E-1",
            "-9.9999999999999999999999999999999999999E+125",
            "1E-130",
            "12345678901234567890123456789012345678",
            "10");

    private static final List<String> WORDS =
            List.of("tea", "Zoë", "\uD83D\uDE00", "\uFF5E", "\u0000", "\n", "日本", "\"<&>");

    private final String level;

    MatrixValue(String level) {
        this.level = level;
    }

    static MatrixValue ofLevel(String level) {
        for (MatrixValue value : values()) {
            if (value.level.equals(level)) {
                return value;
            }
        }
        throw new IllegalArgumentException(level);
    }

    String level() {
        return level;
    }

    /** Makes one. What is drawn from the generator, and how, is part of what a seed stands for. */
    abstract JsonNode draw(SecureRandom random);

    static String text(SecureRandom random) {
        return String.join(" ", some(WORDS, 3, random)) + " " + below(random, 10_000);
    }

    static byte[] bytes(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A number from 0 on; the same in every JDK, whatever becomes of its own ways of drawing one. */
    static int below(SecureRandom random, int bound) {
        return new BigInteger(1, bytes(random, 8))
                .mod(BigInteger.valueOf(bound))
                .intValueExact();
    }

    static JsonNode base64(byte[] bytes) {
        return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }

    private static List<String> some(List<String> all, int count, SecureRandom random) {
        List<String> left = new ArrayList<>(all);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(left.remove(below(random, left.size())));
        }
        return chosen;
    }

    private static JsonNode typed(String type, JsonNode content) {
        return NODES.objectNode().set(type, content);
    }
}
