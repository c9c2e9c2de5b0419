package dev.itemseal.materials.mostrecent;

import dev.itemseal.api.ItemEncryptor;
import dev.itemseal.api.TableNameOverride;
import dev.itemseal.api.materials.MaterialsProvider;
import dev.itemseal.api.plugin.MaterialsProviderFactory;
import dev.itemseal.api.plugin.PluginContext;
import dev.itemseal.api.plugin.Settings;
import dev.itemseal.api.store.ItemStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
            settings.refuse(MATERIAL_NAME, "must not hold '#', which stands between name and version (rule MRP-2)");
        }
        Optional<Duration> timeToLive =
                settings.duration(TIME_TO_LIVE, Duration.ofNanos(1), CachingMostRecentProvider.LONGEST);
        Optional<Duration> gracePeriod =
                settings.duration(GRACE_PERIOD, Duration.ZERO, CachingMostRecentProvider.LONGEST);
        Duration leastAge = settings.optional(TIME_TO_LIVE).isEmpty()
                ? CachingMostRecentProvider.DEFAULT_TIME_TO_LIVE
                : timeToLive.orElse(Duration.ZERO);
        Optional<Duration> rotationAge =
                settings.duration(ROTATE_AFTER, leastAge.plusNanos(1), CachingMostRecentProvider.LONGEST_AGE);
        Supplier<MetaStore> metaStore = metaStore(settings.group(META_STORE), plugins);
        settings.check();
        CachingMostRecentProvider.Builder provider = CachingMostRecentProvider.builder(metaStore.get(), materialName);
        timeToLive.ifPresent(provider::timeToLive);
        gracePeriod.ifPresent(provider::gracePeriod);
        rotationAge.ifPresent(provider::rotatingAfter);
        return provider.build();
    }

    /** Looks the meta store up; it can be had when the settings were checked. */
    private static Supplier<MetaStore> metaStore(Settings settings, PluginContext plugins) {
        settings.requireOnly(Set.of(TABLE_NAME, SIGNED_NAME, CREATE_TABLE, PROVIDER, STORE));
        ItemStore store = plugins.itemStore(settings.section(STORE));
        Optional<ItemEncryptor> encryptor = settings.attempt(plugins::itemEncryptor);
        MaterialsProvider provider = plugins.materialsProvider(settings.section(PROVIDER));
        String tableName = settings.required(TABLE_NAME);
        Optional<String> signedName = settings.optional(SIGNED_NAME);
        boolean creatingTable = settings.flag(CREATE_TABLE, false);
        return () -> MetaStore.builder(store, encryptor.orElseThrow(), provider, tableName)
                .tableNameOverride(signedName.map(TableNameOverride::of).orElseGet(TableNameOverride::none))
                .creatingTable(creatingTable)
                .build();
    }
}
