package dev.itemseal.testkit;

import java.util.Arrays;
import java.util.Optional;

/** An operation of the service that {@link LocalKms} answers. */
public enum KmsOperation {
    /** Takes back the deletion of a key; the key is disabled then. */
    CANCEL_KEY_DELETION("CancelKeyDeletion"),
    /** Gives a key another name. */
    CREATE_ALIAS("CreateAlias"),
    /** Makes a key. */
    CREATE_KEY("CreateKey"),
    /** Decrypts what a key of the service encrypted. */
    DECRYPT("Decrypt"),
    /** Takes a name from a key. */
    DELETE_ALIAS("DeleteAlias"),
    /** Tells of a key all but its material. */
    DESCRIBE_KEY("DescribeKey"),
    /** Keeps a key from being used until it is enabled. */
    DISABLE_KEY("DisableKey"),
    /** Lets a disabled key be used again. */
    ENABLE_KEY("EnableKey"),
    /** Encrypts up to 4,096 bytes. */
    ENCRYPT("Encrypt"),
    /** Makes a data key: in the clear, and encrypted. */
    GENERATE_DATA_KEY("GenerateDataKey"),
    /** Makes a data key, encrypted only. */
    GENERATE_DATA_KEY_WITHOUT_PLAINTEXT("GenerateDataKeyWithoutPlaintext"),
    /** Makes random bytes. */
    GENERATE_RANDOM("GenerateRandom"),
    /** Lists the names of keys. */
    LIST_ALIASES("ListAliases"),
    /** Lists the keys. */
    LIST_KEYS("ListKeys"),
    /** Decrypts with one key and encrypts with another, within the service. */
    RE_ENCRYPT("ReEncrypt"),
    /** Makes a related multi-region key in another region. */
    REPLICATE_KEY("ReplicateKey"),
    /** Deletes a key after a waiting time. */
    SCHEDULE_KEY_DELETION("ScheduleKeyDeletion"),
    /** Lets a name stand for another key. */
    UPDATE_ALIAS("UpdateAlias");

    private final String wireName;

    KmsOperation(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the operation's name in the service's protocol, such as {@code GenerateDataKey}} */
    public String wireName() {
        return wireName;
    }

    static Optional<KmsOperation> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName.equals(name))
                .findFirst();
    }
}
