// SPDX-License-Identifier: MIT
#include <algorithm>

#include <quern/testing.hpp>

namespace quern::testing {
namespace {

void add_once(std::vector<SchemaPtr>& schemas, const Schema& schema) {
    const auto same = [&](const SchemaPtr& known) { return known->name == schema.name; };
    if (std::none_of(schemas.begin(), schemas.end(), same))
        schemas.push_back(std::make_shared<const Schema>(schema));
}

}  // namespace

void ExporterRunner::run(const std::vector<const Document*>& documents,
                         const std::vector<const Layer*>& tables) {
    if (plan.layers.empty())
        for (const auto* document : documents)
            for (const auto& layer : document->all_layers()) add_once(plan.layers, layer->schema());
    if (plan.tables.empty())
        for (const auto* table : tables) add_once(plan.tables, table->schema());
    open();
    for (const auto* document : documents) write(*document);
    for (const auto* table : tables) as<Exporter>().write_table(*table);
    close();
}

void ExporterRunner::open() {
    as<Exporter>().open(plan);
}

void ExporterRunner::write(const Document& document) {
    auto& exporter = as<Exporter>();
    auto batch = exporter.encode(document, ++documents_);
    exporter.write(*batch);
}

void ExporterRunner::flush() {
    as<Exporter>().flush(summary);
}

void ExporterRunner::commit() {
    as<Exporter>().commit();
}

void ExporterRunner::close() {
    flush();
    commit();
}

}  // namespace quern::testing
