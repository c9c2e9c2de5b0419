package dev.itemseal.benchmarks;

import dev.itemseal.engine.DescriptionBinding;

/** Those who are compared. */
enum Contender {
    /** The DynamoDB Encryption Client for Java 2.0.3, on the values of its own SDK: what all ratios refer to. */
    LEGACY {
        @Override
        Subject subject(KeyScheme keys) {
            return new LegacyClient(keys);
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys != KeyScheme.DIRECT_KMS_CACHED;
        }
    },
    /** The AWS Database Encryption SDK for DynamoDB, with a raw AES keyring. */
    SUCCESSOR {
        @Override
        Subject subject(KeyScheme keys) {
            return new SuccessorClient();
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys == KeyScheme.STATIC;
        }
    },
    /** Our item encryptor on our own values. */
    ITEMSEAL {
        @Override
        Subject subject(KeyScheme keys) {
            return new ItemsealClient(keys);
        }
    },
    /** Our item encryptor on our own values, with descriptions that are bound to their items. */
    ITEMSEAL_BOUND {
        @Override
        Subject subject(KeyScheme keys) {
            return new ItemsealClient(keys, DescriptionBinding.WRITTEN);
        }
    },
    /** Our item encryptor on the SDK's values, mapped back and forth. */
    ITEMSEAL_SDK {
        @Override
        Subject subject(KeyScheme keys) {
            return new ItemsealOnSdkValues(keys);
        }
    },
    /** The mapping of values alone. */
    MAPPING {
        @Override
        Subject subject(KeyScheme keys) {
            return new MappingAlone();
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys == KeyScheme.STATIC;
        }
    },
    /** The bare cryptography for the same bytes, the cipher initialized for every value. */
    FLOOR_INIT {
        @Override
        Subject subject(KeyScheme keys) {
            return new Floor(keys, true);
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys == KeyScheme.STATIC;
        }
    },
    /** The bare cryptography for the same bytes, in one cipher call for each item; a new key made and wrapped unless static. */
    FLOOR {
        @Override
        Subject subject(KeyScheme keys) {
            return new Floor(keys, false);
        }

        @Override
        boolean supports(KeyScheme keys) {
            return !keys.callsKms() && keys != KeyScheme.STATIC_RSA;
        }
    },
    /** One new key and its wrapping alone, which are the same for items of any shape. */
    NEW_KEY {
        @Override
        Subject subject(KeyScheme keys) {
            return new KeyAlone();
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys == KeyScheme.WRAPPED;
        }
    },
    /** The call to KMS alone that an item needs with direct KMS. */
    KMS_CALL {
        @Override
        Subject subject(KeyScheme keys) {
            return new KmsCallAlone();
        }

        @Override
        boolean supports(KeyScheme keys) {
            return keys == KeyScheme.DIRECT_KMS;
        }
    };

    abstract Subject subject(KeyScheme keys);

    boolean supports(KeyScheme keys) {
        return true;
    }

    /** The name on the command line and in the report. */
    String label() {
        return Labels.of(this);
    }

    static Contender labelled(String label) {
        return Labels.find(values(), label);
    }
}
