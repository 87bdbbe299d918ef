// SPDX-License-Identifier: MIT
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plugin/describe.hpp"

namespace quern::host {
namespace {

constexpr const char* generated =
    "<!-- Made by scripts/docs.sh from what the stages declare: change it there. -->\n\n";

// Text for a cell of a table. An asterisk is meant as it stands, unless it is inside code, where it stands so
// anyway.
std::string cell(std::string_view text) {
    std::string out;
    bool in_code = false;
    for (const char c : text) {
        if (c == '`') in_code = !in_code;
        if (c == '|' || (c == '*' && !in_code)) out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string code(std::string_view text) {
    return fmt::format("`{}`", text);
}

std::string capitalised(std::string_view text) {
    std::string out(text);
    if (!out.empty()) out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
    return out;
}

std::string options_table(const Declaration::Content& content) {
    if (content.options.empty()) return {};
    std::string out = "| option | type | default | meaning |\n|---|---|---|---|\n";
    for (const Option& option : content.options) {
        const std::string allowed = allowed_text(option), shown = default_shown(option);
        const bool is_value = !option.is_required && !option.default_text().empty();
        std::string meaning = option.summary;
        if (!option.example_value.empty()) meaning += " For example " + code(option.example_value) + ".";
        out += fmt::format("| {} | {} | {} | {} |\n", code(option.name),
                           cell(option.type_name() + (allowed.empty() ? "" : "; " + allowed)),
                           cell(is_value ? code(shown) : shown), cell(meaning));
    }
    return out;
}

std::string columns_table(const Schema& schema) {
    if (schema.fields.empty()) return {};
    std::string out = "\n| column | type | meaning |\n|---|---|---|\n";
    for (const auto& field : schema.fields)
        out += fmt::format("| {} | {}{} | {} |\n", code(field.name), to_string(field.type),
                           field.target.empty() ? "" : " to " + code(field.target), cell(field.summary));
    return out + "\n";
}

std::string layers_list(const Declaration::Content& content) {
    std::string out;
    for (const LayerUse& use : content.layers) {
        const std::string name = use.name_option.empty()
                                     ? code(use.schema->name)
                                     : fmt::format("the layer that {} names (by default {})",
                                                   code(use.name_option), code(use.schema->name));
        out += fmt::format("{} {}: {}\n", capitalised(to_string(use.mode)), name, use.schema->summary);
        const bool reads = use.mode == LayerMode::read || use.mode == LayerMode::read_optional;
        const std::string columns = reads ? "" : columns_table(*use.schema);
        out += columns.empty() ? "\n" : columns;
    }
    if (content.brings_layers) out += "Documents may bring layers of their own.\n\n";
    return out;
}

std::string tables_list(const Declaration::Content& content) {
    std::string out;
    for (const SchemaPtr& table : content.tables)
        out += fmt::format("{}: {}\n", code(table->name), table->summary) + columns_table(*table);
    return out;
}

std::string documents_list(const Declaration::Content& content) {
    std::string out;
    const auto line = [&](const char* what, const std::vector<std::string>& names) {
        if (!names.empty()) out += fmt::format("- {} `{}`\n", what, fmt::join(names, "`, `"));
    };
    line("Acts only on", content.media_types);
    line("Reads metadata:", content.metadata_read);
    line("Writes metadata:", content.metadata_written);
    if (content.builds_text) out += "- Builds the text of documents that have none yet.\n";
    if (content.edits_text) out += "- Edits the text.\n";
    return out;
}

std::string examples_list(const Declaration::Content& content) {
    std::string out;
    for (const auto& example : content.examples) {
        if (!example.about.empty()) out += example.about + "\n\n";
        out += "```yaml\n" + example.yaml + (example.yaml.ends_with('\n') ? "" : "\n") + "```\n\n";
    }
    return out;
}

// One blank line between pieces and one line break at the end, whatever the pieces end in.
void add_piece(std::string& page, std::string_view piece) {
    while (piece.ends_with('\n')) piece.remove_suffix(1);
    while (piece.starts_with('\n')) piece.remove_prefix(1);
    if (!piece.empty()) page += fmt::format("{}\n\n", piece);
}

}  // namespace

std::string to_markdown(const Description& stage) {
    const auto& content = stage.content();
    std::string page = generated;
    add_piece(page, "# " + stage.offer->name);
    add_piece(page, content.summary);
    add_piece(page, fmt::format("{} of the plugin {}.", capitalised(to_string(stage.offer->kind)),
                                code(stage.offer->file.stem().string())));
    add_piece(page, content.details);
    const auto section = [&](const char* title, const std::string& body) {
        if (body.empty()) return;
        add_piece(page, fmt::format("## {}", title));
        add_piece(page, body);
    };
    section("Options", options_table(content));
    section("Layers", layers_list(content));
    section("Tables over the corpus", tables_list(content));
    section("Documents", documents_list(content));
    section("Examples", examples_list(content));
    page.pop_back();
    return page;
}

std::string to_markdown(const std::vector<Description>& stages) {
    std::string page = generated;
    add_piece(page, "# Stages");
    add_piece(page, "One page a stage; the same is told by `quern stages` and `quern stages STAGE`.");
    for (const auto kind :
         {ComponentKind::reader, ComponentKind::stage, ComponentKind::corpus, ComponentKind::exporter}) {
        std::string rows;
        for (const Description& stage : stages)
            if (stage.offer->kind == kind)
                rows += fmt::format("| [{0}]({0}.md) | {1} |\n", stage.offer->name,
                                    cell(stage.content().summary));
        if (rows.empty()) continue;
        add_piece(page, fmt::format("## {}s", capitalised(to_string(kind))));
        add_piece(page, "| stage | what it does |\n|---|---|\n" + rows);
    }
    page.pop_back();
    return page;
}

}  // namespace quern::host
