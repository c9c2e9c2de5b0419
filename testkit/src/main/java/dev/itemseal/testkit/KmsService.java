package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the service does, without the way in which calls arrive. */
record KmsService(KeyAdministration keys, AliasAdministration aliases, Cryptography cryptography) {

    ObjectNode answer(KmsCall call) throws InterruptedException, LostConnectionException {
        call.begin();
        ObjectNode answer = switch (call.operation()) {
            case CANCEL_KEY_DELETION -> keys.cancelDeletion(call);
            case CREATE_ALIAS -> aliases.create(call);
            case CREATE_KEY -> keys.createKey(call);
            case DECRYPT -> cryptography.decrypt(call);
            case DELETE_ALIAS -> aliases.delete(call);
            case DESCRIBE_KEY -> keys.describeKey(call);
            case DISABLE_KEY -> keys.setEnabled(call, false);
            case ENABLE_KEY -> keys.setEnabled(call, true);
            case ENCRYPT -> cryptography.encrypt(call);
            case GENERATE_DATA_KEY -> cryptography.generateDataKey(call, true);
            case GENERATE_DATA_KEY_WITHOUT_PLAINTEXT -> cryptography.generateDataKey(call, false);
            case GENERATE_RANDOM -> cryptography.generateRandom(call);
            case LIST_ALIASES -> aliases.list(call);
            case LIST_KEYS -> keys.listKeys(call);
            case RE_ENCRYPT -> cryptography.reEncrypt(call);
            case REPLICATE_KEY -> keys.replicateKey(call);
            case SCHEDULE_KEY_DELETION -> keys.scheduleDeletion(call);
            case UPDATE_ALIAS -> aliases.update(call);
        };
        call.end();
        return answer;
    }
}
