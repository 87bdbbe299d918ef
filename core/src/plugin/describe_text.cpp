// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "plugin/describe.hpp"

namespace quern::host {
namespace {

constexpr std::size_t width = 90;

// Whole lines behind `indent` blanks.
std::string paragraph(std::string_view text, std::size_t indent) {
    const std::string lines = wrapped(text, indent, width);
    return lines.empty() ? lines : std::string(indent, ' ') + lines + "\n";
}

// Markdown for a terminal. The lines of a paragraph, or of an item of a list, are filled anew; tables and
// blocks of code stay as they are.
class Prose {
public:
    void add(std::string_view line) {
        const bool fence = line.starts_with("```");
        if (line.starts_with(item) && !code_) {
            end_paragraph();
            mark_ = item;
            paragraph_ = line.substr(item.size());
        } else if (is_filled(line) && !fence) {
            paragraph_.append(" ").append(line);
        } else {
            end_paragraph();
            text_.append(line).append("\n");
        }
        code_ ^= fence;
    }
    std::string take() {
        end_paragraph();
        return std::move(text_);
    }

private:
    static constexpr std::string_view item = "- ";

    // Whether the line is part of a paragraph; those of an item are indented.
    bool is_filled(std::string_view line) const {
        if (line.empty() || code_ || line.front() == '|') return false;
        return line.front() != ' ' || !mark_.empty();
    }
    void end_paragraph() {
        text_ += paragraph(paragraph_, mark_.size()).replace(0, mark_.size(), mark_);
        paragraph_.clear();
        mark_ = {};
    }

    std::string text_, paragraph_;
    std::string_view mark_;  // in front of the paragraph
    bool code_ = false;
};

std::string prose(std::string_view markdown) {
    std::istringstream lines{std::string(markdown)};
    Prose prose;
    for (std::string line; std::getline(lines, line);) prose.add(line);
    return prose.take();
}

// Every line behind `indent` blanks.
std::string indented(std::string_view text, std::size_t indent) {
    std::istringstream lines{std::string(text)};
    std::string out, line;
    while (std::getline(lines, line)) out += (line.empty() ? "" : std::string(indent, ' ') + line) + "\n";
    return out;
}

std::string options_text(const Declaration::Content& content) {
    std::string out;
    for (const Option& option : content.options) {
        std::vector<std::string> traits{option.type_name()};
        if (const auto allowed = allowed_text(option); !allowed.empty()) traits.push_back(allowed);
        traits.push_back(option.is_required ? "required" : "default: " + default_shown(option));
        if (!option.example_value.empty()) traits.push_back("for example " + option.example_value);
        out += fmt::format("  {}\n", option.name) + paragraph(option.summary, 6) +
               paragraph(fmt::format("{}", fmt::join(traits, "; ")), 6);
    }
    return out;
}

std::string columns_text(const Schema& schema) {
    std::string out;
    for (const auto& field : schema.fields)
        out += paragraph(fmt::format("{} ({}{}): {}", field.name, to_string(field.type),
                                     field.target.empty() ? "" : " to " + field.target, field.summary),
                         6);
    return out;
}

std::string layer_shown(const LayerUse& use) {
    if (use.name_option.empty()) return use.schema->name;
    return fmt::format("the layer that '{}' names (by default {})", use.name_option, use.schema->name);
}

std::string layers_text(const Declaration::Content& content) {
    std::string out;
    for (const LayerUse& use : content.layers) {
        out += paragraph(fmt::format("{} {}", to_string(use.mode), layer_shown(use)), 2);
        out += paragraph(use.schema->summary, 6);
        if (use.mode != LayerMode::read && use.mode != LayerMode::read_optional)
            out += columns_text(*use.schema);
    }
    if (content.brings_layers) out += "  documents may bring layers of their own\n";
    return out;
}

std::string tables_text(const Declaration::Content& content) {
    std::string out;
    for (const SchemaPtr& table : content.tables)
        out += fmt::format("  {}\n", table->name) + paragraph(table->summary, 6) + columns_text(*table);
    return out;
}

std::string documents_text(const Declaration::Content& content) {
    std::string out;
    const auto line = [&](const char* what, const std::vector<std::string>& names) {
        if (!names.empty()) out += paragraph(fmt::format("{}: {}", what, fmt::join(names, ", ")), 2);
    };
    line("acts only on", content.media_types);
    line("reads metadata", content.metadata_read);
    line("writes metadata", content.metadata_written);
    if (content.builds_text) out += "  builds the text of documents that have none yet\n";
    if (content.edits_text) out += "  edits the text\n";
    return out;
}

std::string examples_text(const Declaration::Content& content) {
    std::string out;
    for (const auto& example : content.examples) {
        if (!out.empty()) out += "\n";
        out += paragraph(example.about, 2) + indented(example.yaml, 4);
    }
    return out;
}

}  // namespace

std::string to_text(const Description& stage) {
    const OfferedStage& offer = *stage.offer;
    std::string out = fmt::format("{} ({})\n", offer.name, to_string(offer.kind));
    if (!stage.problem.empty()) return fmt::format("{}\n{}", out, paragraph(stage.problem, 0));
    const auto& content = stage.content();
    out += paragraph(content.summary, 0);
    if (!content.details.empty()) out += fmt::format("\n{}", prose(content.details));
    const auto section = [&](const char* title, const std::string& body) {
        if (!body.empty()) out += fmt::format("\n{}:\n{}", title, body);
    };
    section("Options", options_text(content));
    section("Layers", layers_text(content));
    section("Tables over the corpus", tables_text(content));
    section("Documents", documents_text(content));
    section("Examples", examples_text(content));
    return out + fmt::format("\nFrom {}, version {}\n", offer.file.string(), offer.version);
}

std::string to_text(const std::vector<Description>& stages) {
    std::size_t longest = 0;
    for (const Description& stage : stages) longest = std::max(longest, stage.offer->name.size());
    std::string out;
    for (const auto kind :
         {ComponentKind::reader, ComponentKind::stage, ComponentKind::corpus, ComponentKind::exporter}) {
        std::string rows;
        for (const Description& stage : stages) {
            if (stage.offer->kind != kind) continue;
            rows += fmt::format("  {:<{}}  {}\n", stage.offer->name, longest,
                                stage.problem.empty() ? stage.content().summary : stage.problem);
        }
        if (rows.empty()) continue;
        std::string title = fmt::format("{}s:\n", to_string(kind));
        title.front() = static_cast<char>(std::toupper(title.front()));
        out += (out.empty() ? "" : "\n") + title + rows;
    }
    return out;
}

}  // namespace quern::host
