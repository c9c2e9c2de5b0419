package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link CachingMostRecentProvider} over a {@link MetaStore} from settings, under the id {@code most_recent}.
 *
 * <ul>
 *   <li>{@code material-name}: the name, without {@code #}.
 *   <li>{@code time-to-live}, {@code grace-period}: ISO durations such as {@code PT5M}, which is the default of both.
 *   <li>{@code rotate-after}: the age at which a writer creates the next version, an ISO duration of more than the time to
 *       live; without it, versions are created by calls only.
 *   <li>{@code meta-store.table-name}: the meta table; {@code meta-store.signed-name}: the name under which its items are
 *       signed, if it is another one.
 *   <li>{@code meta-store.provider}, {@code meta-store.store}: the ids of the provider that protects the meta table and of
 *       the store that it is in; their settings stand in these sections.
 *   <li>{@code meta-store.create-table}: whether the table is created if it is not there; {@code false} by default.
 * </ul>
 */
public final class MostRecentProviderFactory implements MaterialsProviderFactory {

    private static final String MATERIAL_NAME = "material-name";
    private static final String TIME_TO_LIVE = "time-to-live";
    private static final String GRACE_PERIOD = "grace-period";
    private static final String ROTATE_AFTER = "rotate-after";
    private static final String META_STORE = "meta-store";
    private static final String TABLE_NAME = "table-name";
    private static final String SIGNED_NAME = "signed-name";
    private static final String CREATE_TABLE = "create-table";
    private static final String PROVIDER = "provider";
    private static final String STORE = "store";

    /** Makes the factory. */
    public MostRecentProviderFactory() {}

    @Override
    public String id() {
        return "most_recent";
    }

    @Override
    public MaterialsProvider create(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(MATERIAL_NAME, TIME_TO_LIVE, GRACE_PERIOD, ROTATE_AFTER, META_STORE));
        String materialName = settings.required(MATERIAL_NAME);
        if (materialName.contains("#")) {
            throw settings.invalid(
                    MATERIAL_NAME, "must not hold '#', which stands between name and version (rule MRP-2)");
        }
        CachingMostRecentProvider.Builder provider =
                CachingMostRecentProvider.builder(metaStore(settings.section(META_STORE), plugins), materialName);
        Optional<Duration> timeToLive = duration(settings, TIME_TO_LIVE, Duration.ofNanos(1));
        timeToLive.ifPresent(provider::timeToLive);
        duration(settings, GRACE_PERIOD, Duration.ZERO).ifPresent(provider::gracePeriod);
        Duration leastAge = timeToLive
                .orElse(CachingMostRecentProvider.DEFAULT_TIME_TO_LIVE)
                .plusNanos(1);
        duration(settings, ROTATE_AFTER, leastAge).ifPresent(provider::rotatingAfter);
        return provider.build();
    }

    private static MetaStore metaStore(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(TABLE_NAME, SIGNED_NAME, CREATE_TABLE, PROVIDER, STORE));
        if (settings.hasId()) {
            throw settings.invalid("", "has settings below it, but no value of its own");
        }
        return MetaStore.builder(
                        plugins.itemStore(settings.section(STORE)),
                        plugins.itemEncryptor(),
                        plugins.materialsProvider(settings.section(PROVIDER)),
                        settings.required(TABLE_NAME))
                .tableNameOverride(settings.optional(SIGNED_NAME)
                        .map(TableNameOverride::of)
                        .orElseGet(TableNameOverride::none))
                .creatingTable(settings.flag(CREATE_TABLE, false))
                .build();
    }

    private static Optional<Duration> duration(Settings settings, String name, Duration least) {
        return settings.optional(name).map(text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(least) >= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Not kept as the cause: its message quotes the value.
            }
            throw settings.invalid(name, "must be an ISO duration such as PT5M, of at least " + least);
        });
    }
}
