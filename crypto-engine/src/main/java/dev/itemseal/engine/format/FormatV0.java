package dev.itemseal.engine.format;

/** The names and numbers of item format version 0 that more than one place needs. */
public final class FormatV0 {

    /** The description's entry for the mode of the content cipher (rule DSC-7). */
    public static final String SYMMETRIC_MODE = "amzn-ddb-map-sym-mode";

    /** The only mode there is: appended to the content key's algorithm it names the transformation (rule RD-6). */
    public static final String CBC_PKCS5_PADDING = "/CBC/PKCS5Padding";

    /** The description's entry for the signature's algorithm (rule DSC-8). */
    public static final String SIGNING_ALGORITHM = "amzn-ddb-map-signingAlg";

    /** The description's entry that binds the others to the item (rule BND-1). */
    public static final String DESCRIPTION_BINDING = "itemseal-binding";

    /** The cipher's block, and so the initialization vector, in bytes (rule ENC-1). */
    public static final int BLOCK_LENGTH = 16;

    /** A digest in the string to sign, in bytes (rule STS-2). */
    public static final int DIGEST_LENGTH = 32;

    /** The deepest nesting of values that are written (rule SER-16). */
    public static final int MAX_DEPTH_TO_WRITE = 32;

    /** The deepest nesting of values that are read, unless configured otherwise (rule DES-8). */
    public static final int MAX_DEPTH_TO_READ = 128;

    private FormatV0() {}

    /**
     * Tells whether a stored byte string has the form of an encrypted value (rule ENC-5).
     *
     * @param length its length in bytes
     * @return whether it is an initialization vector and at least one block
     */
    public static boolean isCiphertextLength(int length) {
        return length >= 2 * BLOCK_LENGTH && length % BLOCK_LENGTH == 0;
    }
}
