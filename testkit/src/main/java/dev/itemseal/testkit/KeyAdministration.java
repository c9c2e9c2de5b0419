package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The operations that make, describe, enable, disable and delete keys. */
final class KeyAdministration {

    private static final int LONGEST_KEY_ID = 2048;
    private static final int LONGEST_DESCRIPTION = 8192;
    private static final int DEFAULT_WAITING_DAYS = 30;

    /** The kinds of keys that are for other things than encryption. They exist so that using them wrongly is refused. */
    private static final Map<String, Set<String>> SPECS_BY_USAGE = Map.of(
            "SIGN_VERIFY",
            Set.of("RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"),
            "GENERATE_VERIFY_MAC",
            Set.of("HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512"));

    private final KeyRing ring;
    private final KeyMint mint;

    KeyAdministration(KeyRing ring, KeyMint mint) {
        this.ring = ring;
        this.mint = mint;
    }

    ObjectNode createKey(KmsCall call) {
        Parameters parameters = call.parameters();
        parameters.refuse("CustomKeyStoreId", "XksKeyId");
        parameters
                .text("Origin", 64)
                .filter(origin -> !origin.equals("AWS_KMS"))
                .ifPresent(origin -> {
                    throw ServiceErrorException.unsupported(
                            "The local KMS makes its keys itself; it knows no Origin " + origin);
                });
        String description = parameters.text("Description", LONGEST_DESCRIPTION).orElse("");
        String usage = parameters.text("KeyUsage", 64).orElse(LocalKey.ENCRYPT_DECRYPT);
        String spec = parameters
                .text("KeySpec", 64)
                .or(() -> parameters.text("CustomerMasterKeySpec", 64))
                .orElse(LocalKey.SYMMETRIC);
        boolean multiRegion = parameters.flag("MultiRegion");
        LocalKey key = usage.equals(LocalKey.ENCRYPT_DECRYPT) && spec.equals(LocalKey.SYMMETRIC)
                ? mint.symmetricKey(call.caller(), description, multiRegion)
                : keyForOtherThings(call.caller(), spec, usage, description, multiRegion);
        return metadata("KeyMetadata", key, ring.change(stock -> stock.with(key)));
    }

    private LocalKey keyForOtherThings(
            Caller caller, String spec, String usage, String description, boolean multiRegion) {
        if (multiRegion || !SPECS_BY_USAGE.getOrDefault(usage, Set.of()).contains(spec)) {
            throw ServiceErrorException.unsupported("The local KMS has no keys of KeySpec " + spec + " and KeyUsage "
                    + usage + (multiRegion ? " in several regions" : ""));
        }
        return LocalKey.withoutMaterial(mint.newArn(caller, false), spec, usage, description, ring.now());
    }

    ObjectNode replicateKey(KmsCall call) throws InterruptedException, LostConnectionException {
        Parameters parameters = call.parameters();
        String keyId = parameters.requiredText("KeyId", LONGEST_KEY_ID);
        String region = parameters.requiredText("ReplicaRegion", 32);
        String description = parameters.text("Description", LONGEST_DESCRIPTION).orElse("");
        if (!region.matches("[a-z]+(-[a-z]+)+-\\d+")) {
            throw ServiceErrorException.invalid("replicaRegion", "be the name of a region");
        }
        LocalKey primary = call.use(KeyRing.resolveKey(keyId, call.caller(), ring.stock()));
        primary.requireUsable();
        if (primary.primaryRegion().filter(primary.arn().region()::equals).isEmpty()) {
            throw ServiceErrorException.unsupported(primary.arn() + " is not a multi-region primary key.");
        }
        LocalKey replica = primary.replica(primary.arn().inRegion(region), description, ring.now());
        KeyStock changed = ring.change(stock -> {
            if (stock.keys().containsKey(replica.arn().toString())) {
                throw new ServiceErrorException("AlreadyExistsException", replica.arn() + " already exists.");
            }
            return stock.with(replica);
        });
        return metadata("ReplicaKeyMetadata", replica, changed);
    }

    ObjectNode describeKey(KmsCall call) throws InterruptedException, LostConnectionException {
        call.parameters().checkGrantTokens();
        KeyStock stock = ring.stock();
        String keyId = call.parameters().requiredText("KeyId", LONGEST_KEY_ID);
        return metadata("KeyMetadata", call.use(KeyRing.resolve(keyId, call.caller(), stock)), stock);
    }

    ObjectNode listKeys(KmsCall call) {
        Page page = Page.of(
                ring.stock().keys().values().stream()
                        .filter(key ->
                                key.arn().equals(call.caller().arnOf(key.arn().resource())))
                        .map(LocalKey::id)
                        .toList(),
                call.parameters(),
                100,
                1000);
        return page.toJson(
                "Keys",
                id -> JsonNodeFactory.instance
                        .objectNode()
                        .put("KeyId", id)
                        .put("KeyArn", call.caller().arnOf(Arn.KEY + id).toString()));
    }

    ObjectNode setEnabled(KmsCall call, boolean enabled) throws InterruptedException, LostConnectionException {
        change(call, key -> {
            key.requireNotPendingDeletion();
            return key.withEnabled(enabled);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode scheduleDeletion(KmsCall call) throws InterruptedException, LostConnectionException {
        int days = call.parameters().integer("PendingWindowInDays", 7, 30).orElse(DEFAULT_WAITING_DAYS);
        Instant date = ring.now().plus(Duration.ofDays(days));
        LocalKey changed = change(call, key -> {
            key.requireNotPendingDeletion();
            return key.withDeletionDate(date);
        });
        return JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", changed.arn().toString())
                .put("DeletionDate", KeyDescription.seconds(date))
                .put("KeyState", changed.state())
                .put("PendingWindowInDays", days);
    }

    ObjectNode cancelDeletion(KmsCall call) throws InterruptedException, LostConnectionException {
        LocalKey changed = change(call, key -> {
            if (key.deletionDate().isEmpty()) {
                throw ServiceErrorException.invalidState(key.arn() + " is not pending deletion.");
            }
            return key.withEnabled(false);
        });
        return JsonNodeFactory.instance.objectNode().put("KeyId", changed.arn().toString());
    }

    private LocalKey change(KmsCall call, UnaryOperator<LocalKey> change)
            throws InterruptedException, LostConnectionException {
        String keyId = call.parameters().requiredText("KeyId", LONGEST_KEY_ID);
        Arn arn =
                call.use(KeyRing.resolveKey(keyId, call.caller(), ring.stock())).arn();
        // Looked up once more, for another caller may have changed it meanwhile.
        KeyStock changed = ring.change(
                stock -> stock.with(change.apply(KeyRing.resolveKey(arn.toString(), call.caller(), stock))));
        return Optional.ofNullable(changed.keys().get(arn.toString())).orElseThrow();
    }

    private static ObjectNode metadata(String name, LocalKey key, KeyStock stock) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(name, KeyDescription.of(key, stock));
        return answer;
    }
}
