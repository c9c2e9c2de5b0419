package dev.itemseal.api.item;

import dev.itemseal.api.error.InvalidItemException;
import dev.itemseal.api.error.Reason;

/**
 * The grammar and the canonical form of numbers.
 *
 * <p>Works on text alone: an exponent is bounded before anything of its size is built, and the common case, a text that
 * is canonical already, allocates nothing.
 */
final class NumberText {

    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    /** Beyond any exponent that a text within the bounds can have, and far from overflow. */
    private static final long EXPONENT_CAP = 1_000_000_000L;

    private NumberText() {}

    static String canonical(String text) {
        return isCanonical(text) ? text : new Parser(text).canonical();
    }

    /** Compares the numbers of two canonical texts. */
    static int compare(String one, String other) {
        boolean negative = one.charAt(0) == '-';
        if (negative != (other.charAt(0) == '-')) {
            return negative ? -1 : 1;
        }
        int integerDigits = Integer.compare(lengthToPoint(one), lengthToPoint(other));
        // With the point at the same place the first digit that differs counts, or that there are more of them.
        int ofMagnitudes = integerDigits != 0 ? integerDigits : one.compareTo(other);
        return negative ? -ofMagnitudes : ofMagnitudes;
    }

    private static int lengthToPoint(String text) {
        int point = text.indexOf('.');
        return point < 0 ? text.length() : point;
    }

    /** Whether the text is {@code -?(0|[1-9]\d*)(\.\d*[1-9])?} but not {@code -0}, and within the bound. */
    private static boolean isCanonical(String text) {
        int length = text.length();
        int first = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        if (first == length || length > NumberValue.MAX_LENGTH) {
            return false;
        }
        int position = first;
        while (position < length && isDigit(text.charAt(position))) {
            position++;
        }
        int integerDigits = position - first;
        boolean zero = integerDigits == 1 && text.charAt(first) == '0';
        if (integerDigits == 0 || (text.charAt(first) == '0' && !zero)) {
            return false;
        }
        if (position == length) {
            return !(zero && first == 1);
        }
        if (text.charAt(position) != '.') {
            return false;
        }
        for (int i = position + 1; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return position + 1 < length && text.charAt(length - 1) != '0';
    }

    /** Whether a canonical text has at most 38 significant digits and a magnitude that DynamoDB stores. */
    static boolean fitsDynamoDb(String canonical) {
        if (canonical.length() <= MAX_DIGITS) {
            return true;
        }
        int first = canonical.charAt(0) == '-' ? 1 : 0;
        int point = canonical.indexOf('.');
        int integerEnd = point < 0 ? canonical.length() : point;
        int leading = first;
        while (canonical.charAt(leading) == '0' || canonical.charAt(leading) == '.') {
            leading++;
        }
        int trailing = canonical.length() - 1;
        while (canonical.charAt(trailing) == '0') {
            trailing--;
        }
        boolean spansPoint = leading < point && point < trailing;
        int digits = trailing - leading + 1 - (spansPoint ? 1 : 0);
        int exponent = leading < integerEnd ? integerEnd - leading - 1 : integerEnd - leading;
        return digits <= MAX_DIGITS && exponent <= MAX_EXPONENT && exponent >= MIN_EXPONENT;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The slow way, for a text that is not canonical. */
    private static final class Parser {
        private final String text;
        private final StringBuilder digits = new StringBuilder();
        private int position;

        Parser(String text) {
            this.text = text;
        }

        String canonical() {
            if (text.isEmpty() || text.length() > NumberValue.MAX_LENGTH) {
                throw invalid("is empty or longer than " + NumberValue.MAX_LENGTH + " characters");
            }
            boolean negative = text.charAt(0) == '-';
            if (negative || text.charAt(0) == '+') {
                position++;
            }
            int read = digits();
            int fraction = 0;
            if (position < text.length() && text.charAt(position) == '.') {
                position++;
                fraction = digits();
            }
            if (read + fraction == 0) {
                throw invalid("has no digits");
            }
            long scale = fraction - exponent();
            String significant = strip();
            if (significant.isEmpty()) {
                return "0";
            }
            return plain(negative ? "-" : "", significant, scale - strippedZeros());
        }

        /** Reads digits, and counts them. */
        private int digits() {
            int start = position;
            while (position < text.length() && isDigit(text.charAt(position))) {
                digits.append(text.charAt(position++));
            }
            return position - start;
        }

        /** Reads the exponent, if there is one, up to the end of the text. */
        private long exponent() {
            if (position == text.length()) {
                return 0;
            }
            char mark = text.charAt(position++);
            if (mark != 'e' && mark != 'E') {
                throw invalid("holds a character that is not part of a number");
            }
            boolean negative = position < text.length() && text.charAt(position) == '-';
            if (negative || (position < text.length() && text.charAt(position) == '+')) {
                position++;
            }
            if (position == text.length()) {
                throw invalid("has an exponent without digits");
            }
            long exponent = 0;
            while (position < text.length()) {
                char digit = text.charAt(position++);
                if (!isDigit(digit)) {
                    throw invalid("holds a character that is not part of a number");
                }
                exponent = Math.min(EXPONENT_CAP, exponent * 10 + (digit - '0'));
            }
            return negative ? -exponent : exponent;
        }

        /** The digits without zeros at either end. */
        private String strip() {
            int from = 0;
            while (from < digits.length() && digits.charAt(from) == '0') {
                from++;
            }
            return digits.substring(from, Math.max(from, digits.length() - strippedZeros()));
        }

        private int strippedZeros() {
            int zeros = 0;
            while (zeros < digits.length() && digits.charAt(digits.length() - 1 - zeros) == '0') {
                zeros++;
            }
            return zeros;
        }

        /** Writes significant digits × 10^-scale without exponent, after its length is known to be in bounds. */
        private static String plain(String sign, String significant, long scale) {
            long unsigned = scale <= 0 ? significant.length() - scale : Math.max(significant.length(), scale + 1) + 1;
            if (sign.length() + unsigned > NumberValue.MAX_LENGTH) {
                throw invalid("has more than " + NumberValue.MAX_LENGTH + " characters when written without exponent");
            }
            int places = (int) scale;
            if (places <= 0) {
                return sign + significant + "0".repeat(-places);
            }
            int integerDigits = significant.length() - places;
            return integerDigits > 0
                    ? sign + significant.substring(0, integerDigits) + '.' + significant.substring(integerDigits)
                    : sign + "0." + "0".repeat(-integerDigits) + significant;
        }

        private static InvalidItemException invalid(String what) {
            return new InvalidItemException(
                    Reason.INVALID_NUMBER,
                    "A number " + what + "; give an optional sign, decimal digits with an optional point, and an"
                            + " optional exponent");
        }
    }
}
