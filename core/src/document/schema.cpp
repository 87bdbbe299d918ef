// SPDX-License-Identifier: MIT
#include <quern/schema.hpp>

#include <algorithm>
#include <array>

#include <quern/layers.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {
constexpr std::array<std::string_view, 6> type_names{"string",  "integer", "number",
                                                     "boolean", "span",    "reference"};
constexpr const LayerSchema* all[] = {&layers::blocks, &layers::sentences, &layers::tokens, &layers::entities,
                                      &layers::dates,  &layers::quotes,    &layers::quoted};
}  // namespace

std::string_view to_string(Type type) {
    return type_names[static_cast<std::size_t>(type)];
}

std::optional<Type> type_from_string(std::string_view name) {
    const auto found = std::find(type_names.begin(), type_names.end(), name);
    if (found == type_names.end()) return {};
    return static_cast<Type>(found - type_names.begin());
}

Schema::Schema(const LayerSchema& layer)
    : name(layer.name), summary(layer.summary), has_span(layer.has_span) {
    fields.reserve(layer.columns.size());
    for (const auto& column : layer.columns)
        fields.push_back(
            {std::string(column.name), column.type, std::string(column.summary), std::string(column.target)});
}

std::optional<std::size_t> Schema::find(std::string_view wanted) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].name == wanted) return i;
    return {};
}

std::span<const LayerSchema* const> layers::standard() {
    return all;
}

const LayerSchema* layers::find_standard(std::string_view name) {
    for (const auto* layer : all)
        if (layer->name == name) return layer;
    return nullptr;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
