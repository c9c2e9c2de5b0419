package dev.itemseal.adapter.awssdk2.enhanced;

import dev.itemseal.api.CryptoAction;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;

/**
 * What the annotations {@link SignOnly} and {@link DoNothing} say, for schemas that are built by hand:
 * {@code StaticAttribute.builder(…).tags(ActionTags.signOnly())}. The tags are immutable.
 */
@SuppressWarnings("exports") // see module-info
public final class ActionTags {

    /** Under this name a schema's metadata hold the marked attributes and their actions. */
    private static final String METADATA = "dev.itemseal:actions";

    private ActionTags() {}

    /** {@return the tag of an attribute that is signed and stays readable} */
    public static StaticAttributeTag signOnly() {
        return tag(CryptoAction.SIGN_ONLY);
    }

    /** {@return the tag of an attribute that is neither encrypted nor signed} */
    public static StaticAttributeTag doNothing() {
        return tag(CryptoAction.DO_NOTHING);
    }

    /**
     * Called by the SDK for annotated attributes.
     *
     * @param annotation the annotation
     * @return its tag
     */
    public static StaticAttributeTag attributeTagFor(SignOnly annotation) {
        return signOnly();
    }

    /**
     * Called by the SDK for annotated attributes.
     *
     * @param annotation the annotation
     * @return its tag
     */
    public static StaticAttributeTag attributeTagFor(DoNothing annotation) {
        return doNothing();
    }

    private static StaticAttributeTag tag(CryptoAction action) {
        return (attributeName, type) ->
                metadata -> metadata.addCustomMetadataObject(METADATA, Map.of(attributeName, action));
    }

    /** The marked attributes and their actions. The SDK merges the entries of all tags, and refuses two for one attribute. */
    static Map<?, ?> markedIn(TableMetadata metadata) {
        return metadata.customMetadataObject(METADATA, Map.class).orElse(Map.of());
    }
}
