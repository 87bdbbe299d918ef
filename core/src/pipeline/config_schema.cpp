// SPDX-License-Identifier: MIT
#include "pipeline/config_schema.hpp"

#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "pipeline/processes.hpp"
#include "plugin/describe.hpp"
#include "worker/process_stage.hpp"

namespace quern::host {

namespace {

class SchemaWriter {
public:
    SchemaWriter() { json_.SetIndent(' ', 2); }
    std::string write(const Registry& registry);

private:
    void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
    void text(std::string_view value) {
        json_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    }
    void member(std::string_view name, std::string_view value) {
        key(name);
        text(value);
    }
    void texts(std::string_view name, const std::vector<std::string>& values) {
        key(name);
        json_.StartArray();
        for (const auto& value : values) text(value);
        json_.EndArray();
    }
    template <class Members>
    void object(Members members) {
        json_.StartObject();
        members();
        json_.EndObject();
    }
    template <class Members>
    void object(std::string_view name, Members members) {
        key(name);
        object(members);
    }
    template <class Alternatives>
    void any_of(Alternatives alternatives) {
        key("anyOf");
        json_.StartArray();
        alternatives();
        json_.EndArray();
    }
    void number(std::string_view name, double value) {
        key(name);
        if (value == std::floor(value) && std::abs(value) < 1e15)
            json_.Int64(static_cast<std::int64_t>(value));
        else
            json_.Double(value);
    }

    void top_level_keys();
    void tests();
    void sections(const Registry& registry);
    void isolation();
    void worker();
    void stage(const Description& stage);
    void option(const Option& option);
    void one_value(const Option& option);
    void bare(std::string_view type, const Option& option);

    rapidjson::StringBuffer buffer_;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> json_{buffer_};
};

// A number or boolean; it may also come from the environment.
void SchemaWriter::bare(std::string_view type, const Option& option) {
    any_of([&] {
        object([&] {
            member("type", type);
            if (option.least) number("minimum", *option.least);
            if (option.most) number("maximum", *option.most);
        });
        object([&] {
            member("type", "string");
            member("pattern", "\\$\\{");
        });
    });
}

// What is no list. A text may look like a number: Quern takes it as it is written.
void SchemaWriter::one_value(const Option& option) {
    if (std::holds_alternative<bool*>(option.target)) return bare("boolean", option);
    if (std::holds_alternative<double*>(option.target)) return bare("number", option);
    if (std::holds_alternative<int*>(option.target) || std::holds_alternative<std::int64_t*>(option.target))
        return bare("integer", option);
    if (!option.choices.empty()) return texts("enum", option.choices);
    texts("type", {"string", "number", "boolean"});
}

void SchemaWriter::option(const Option& option) {
    object(option.name, [&] {
        const std::string allowed = allowed_text(option), standard = default_shown(option);
        member("description",
               fmt::format("{} ({}{}{}; {})", option.summary, option.type_name(), allowed.empty() ? "" : ", ",
                           allowed, option.is_required ? standard : "default: " + standard));
        if (std::holds_alternative<std::map<std::string, std::string>*>(option.target)) {
            member("type", "object");
            object("additionalProperties", [&] { texts("type", {"string", "number", "boolean"}); });
        } else if (option.is_list()) {
            any_of([&] {
                object([&] { one_value(option); });
                object([&] {
                    member("type", "array");
                    object("items", [&] { one_value(option); });
                });
            });
        } else {
            one_value(option);
        }
    });
}

// What a stage takes that runs in processes of its own, besides its options.
void SchemaWriter::isolation() {
    object(isolate_key, [&] {
        member("type", "boolean");
        member("description",
               "Load and run the plugin in processes of its own, so that a crash costs a document.");
    });
    ProcessStage stage(std::make_shared<const WorkerFile>());
    Declaration declaration;
    stage.declare(declaration);
    for (const auto& declared : declaration.content().options) option(declared);
}

// The stage of a worker file that the pipeline names.
void SchemaWriter::worker() {
    object(run_process, [&] {
        member("type", "object");
        member("description", "A stage that a program carries out.");
        object("properties", [&] {
            object("use", [&] { member("const", run_process); });
            object("worker", [&] {
                member("type", "string");
                member("description", "The worker file that declares it; its options stand beside.");
            });
        });
        texts("required", {"use", "worker"});
    });
}

void SchemaWriter::stage(const Description& stage) {
    object(stage.offer->name, [&] {
        member("type", "object");
        member("description", stage.content().summary);
        std::vector<std::string> required{"use"};
        object("properties", [&] {
            object("use", [&] { member("const", stage.offer->name); });
            for (const auto& declared : stage.content().options) {
                option(declared);
                if (declared.is_required) required.push_back(declared.name);
            }
            if (stage.offer->kind == ComponentKind::stage && !stage.offer->worker) isolation();
        });
        texts("required", required);
        key("additionalProperties");
        json_.Bool(false);
    });
}

// What may stand in `input`, `stages` and `outputs`, and each stage's options.
void SchemaWriter::sections(const Registry& registry) {
    std::vector<Description> stages;
    for (const auto& offer : registry.stages())
        if (Description stage = describe(offer); stage.problem.empty()) stages.push_back(std::move(stage));
    const auto choice = [&](std::string_view section, auto belongs) {
        object(section, [&] {
            any_of([&] {
                for (const auto& stage : stages)
                    if (belongs(stage.offer->kind))
                        object([&] { member("$ref", fmt::format("#/definitions/{}", stage.offer->name)); });
                if (section == "stage")
                    object([&] { member("$ref", fmt::format("#/definitions/{}", run_process)); });
                if (section != "input") return;
                object([&] {  // a pipeline that extends another may change an option alone
                    member("type", "object");
                    object("not", [&] { texts("required", {"use"}); });
                });
            });
        });
    };
    object("definitions", [&] {
        choice("input", [](ComponentKind kind) { return kind == ComponentKind::reader; });
        choice("stage", [](ComponentKind kind) {
            return kind == ComponentKind::stage || kind == ComponentKind::corpus;
        });
        choice("output", [](ComponentKind kind) { return kind == ComponentKind::exporter; });
        for (const auto& described : stages) stage(described);
        worker();
    });
}

void SchemaWriter::tests() {
    object("tests", [&] {
        member("type", "array");
        member("description", "What `quern test` tries: a document in, and rows that are expected of it.");
        object("items", [&] {
            member("type", "object");
            object("properties", [&] {
                object("name", [&] { member("type", "string"); });
                object("text", [&] { member("type", "string"); });
                object("html", [&] { member("type", "string"); });
                object("document", [&] { member("type", "object"); });
                object("expect", [&] { member("type", "object"); });
                object("exactly", [&] { member("type", "boolean"); });
            });
            texts("required", {"expect"});
            key("additionalProperties");
            json_.Bool(false);
        });
    });
}

void SchemaWriter::top_level_keys() {
    const auto string = [&](std::string_view name, std::string_view description) {
        object(name, [&] {
            member("type", "string");
            member("description", description);
        });
    };
    const auto list = [&](std::string_view name, std::string_view item, std::string_view description) {
        object(name, [&] {
            member("type", "array");
            member("description", description);
            object("items", [&] { member("$ref", fmt::format("#/definitions/{}", item)); });
        });
    };
    object("properties", [&] {
        object("quern", [&] {
            key("const");
            json_.Int(1);
            member("description", "The version of the format.");
        });
        string("title", "What the pipeline is for.");
        string("extends", "A pipeline to start from, relative to this file: maps merge, lists are replaced.");
        object("plugins", [&] {
            texts("type", {"string", "array"});
            object("items", [&] { member("type", "string"); });
            member("description", "Folders of plugins, relative to this file.");
        });
        object("input", [&] { member("$ref", "#/definitions/input"); });
        list("stages", "stage", "What is done with each document, in this order.");
        list("outputs", "output", "Where the results go.");
        object("on_error", [&] {
            texts("enum", {"quarantine", "skip", "stop"});
            member("description", "What becomes of a document that a stage fails on.");
        });
        string("quarantine",
               "The file for documents that a stage failed on, relative to the current directory.");
        object("max_bytes", [&] {
            texts("type", {"integer", "string"});
            member("description", "Documents above this size are not read, as in 50 MB.");
        });
        tests();
    });
}

std::string SchemaWriter::write(const Registry& registry) {
    object([&] {
        member("$schema", "http://json-schema.org/draft-07/schema#");
        member("title", "A Quern pipeline");
        member("type", "object");
        key("additionalProperties");
        json_.Bool(false);
        top_level_keys();
        any_of([&] {
            object([&] { texts("required", {"extends"}); });
            object([&] { texts("required", {"quern", "input", "stages", "outputs"}); });
        });
        sections(registry);
    });
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
}

}  // namespace

std::string config_schema(const Registry& registry) {
    return SchemaWriter().write(registry);
}

}  // namespace quern::host
