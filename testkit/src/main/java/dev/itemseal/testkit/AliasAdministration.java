package dev.itemseal.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.itemseal.testkit.KeyStock.Alias;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operations on names of keys. */
final class AliasAdministration {

    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_KEY_ID = 2048;
    private static final Pattern NAME = Pattern.compile("alias/[a-zA-Z0-9/_-]+");

    private final KeyRing ring;

    AliasAdministration(KeyRing ring) {
        this.ring = ring;
    }

    ObjectNode create(KmsCall call) throws InterruptedException, LostConnectionException {
        Arn arn = call.caller().arnOf(aliasName(call.parameters()));
        Arn target = target(call);
        ring.change(stock -> {
            if (stock.aliases().containsKey(arn.toString())) {
                throw new ServiceErrorException(
                        "AlreadyExistsException", "An alias with the name " + arn + " already exists");
            }
            aimable(target, call.caller(), stock);
            return stock.with(new Alias(arn, target, ring.now(), ring.now()));
        });
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode update(KmsCall call) throws InterruptedException, LostConnectionException {
        Arn arn = call.caller().arnOf(aliasName(call.parameters()));
        Arn target = target(call);
        ring.change(stock -> {
            Alias alias = KeyRing.alias(arn, stock);
            LocalKey next = aimable(target, call.caller(), stock);
            LocalKey present =
                    Objects.requireNonNull(stock.keys().get(alias.key().toString()));
            if (!next.usage().equals(present.usage())) {
                throw new ServiceErrorException(
                        "ValidationException", "Alias " + arn + " cannot be changed to a key of another key usage.");
            }
            return stock.with(new Alias(arn, target, alias.created(), ring.now()));
        });
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode delete(KmsCall call) {
        Arn arn = call.caller().arnOf(aliasName(call.parameters()));
        ring.change(stock -> {
            KeyRing.alias(arn, stock);
            return stock.withoutAlias(arn);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode list(KmsCall call) {
        KeyStock stock = ring.stock();
        Optional<Arn> target = call.parameters()
                .text("KeyId", LONGEST_KEY_ID)
                .map(keyId -> KeyRing.resolveKey(keyId, call.caller(), stock).arn());
        List<String> names = stock.aliases().values().stream()
                .filter(alias -> target.isEmpty() || target.get().equals(alias.key()))
                .map(Alias::arn)
                .filter(arn -> arn.equals(call.caller().arnOf(arn.resource())))
                .map(Arn::resource)
                .toList();
        return Page.of(names, call.parameters(), 50, 100)
                .toJson("Aliases", name -> describe(KeyRing.alias(call.caller().arnOf(name), stock)));
    }

    private static ObjectNode describe(Alias alias) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AliasName", alias.arn().resource())
                .put("AliasArn", alias.arn().toString())
                .put("TargetKeyId", alias.key().keyId())
                .put("CreationDate", KeyDescription.seconds(alias.created()))
                .put("LastUpdatedDate", KeyDescription.seconds(alias.updated()));
    }

    private Arn target(KmsCall call) throws InterruptedException, LostConnectionException {
        String keyId = call.parameters().requiredText("TargetKeyId", LONGEST_KEY_ID);
        return call.use(KeyRing.resolveKey(keyId, call.caller(), ring.stock())).arn();
    }

    private static LocalKey aimable(Arn target, Caller caller, KeyStock stock) {
        LocalKey key = KeyRing.resolveKey(target.toString(), caller, stock);
        if (!key.arn().account().equals(caller.account())) {
            throw ServiceErrorException.notFound("Key '" + target + "' does not exist in account " + caller.account());
        }
        key.requireNotPendingDeletion();
        return key;
    }

    /** What is wrong with a name of an alias, if anything. */
    static Optional<String> invalidName(String name) {
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            return Optional.of("it must start with alias/ and have up to " + LONGEST_NAME
                    + " letters, digits, '/', '_' and '-' only");
        }
        return name.startsWith("alias/aws/") ? Optional.of("the prefix alias/aws/ is reserved") : Optional.empty();
    }

    private static String aliasName(Parameters parameters) {
        String name = parameters.requiredText("AliasName", LONGEST_NAME);
        invalidName(name).ifPresent(problem -> {
            throw new ServiceErrorException("InvalidAliasNameException", "Invalid alias name: " + problem);
        });
        return name;
    }
}
