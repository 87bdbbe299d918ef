// SPDX-License-Identifier: MIT
#include "worker/process_stage.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <quern/error.hpp>

#include "worker/greeting.hpp"
#include "worker/permits.hpp"
#include "worker/python_path.hpp"
#include "worker/reply.hpp"

namespace quern::host {

namespace {

// A schema with storage of its own, as declarations take it.
struct BorrowedSchema {
    explicit BorrowedSchema(const Schema& schema) {
        for (const auto& field : schema.fields)
            columns.push_back({field.name, field.type, field.summary, field.target});
        layer = {schema.name, schema.summary, columns, schema.has_span};
    }
    std::vector<Column> columns;
    LayerSchema layer;
};

LayerUse& declare_layer(Declaration& declaration, const WorkerFile::Layer& layer) {
    const BorrowedSchema borrowed(layer.schema);
    const auto& schema = borrowed.layer;
    switch (layer.mode) {
        case LayerMode::read:
            return declaration.reads(schema);
        case LayerMode::read_optional:
            return declaration.reads_optional(schema);
        case LayerMode::write:
            return declaration.writes(schema);
        case LayerMode::write_if_absent:
            return declaration.writes_if_absent(schema);
        case LayerMode::append:
            return declaration.appends(schema);
        case LayerMode::extend:
            break;
    }
    return declaration.extends(schema, borrowed.columns);
}

// Layers of which a worker is sent the rows; those that it creates are none.
bool is_sent(LayerMode mode) {
    return mode != LayerMode::write;
}

}  // namespace

const std::vector<std::string> process_options{"processes", "timeout_seconds", "memory_mb", "failures"};

ProcessStage::ProcessStage(std::shared_ptr<const WorkerFile> file)
    : file_(std::move(file)), limits_(file_->limits) {
    for (const auto& option : file_->options) values_.push_back(option.value);
}

ProcessStage::~ProcessStage() = default;

void ProcessStage::declare(Declaration& d) {
    d.summary(file_->summary);
    d.details(file_->details);
    for (const auto& layer : file_->layers) {
        auto& use = declare_layer(d, layer);
        if (!layer.named_by.empty()) use.named_by(layer.named_by);
    }
    for (const auto& name : file_->metadata_read) d.reads_metadata({name});
    for (const auto& name : file_->metadata_written) d.writes_metadata({name});
    for (const auto& type : file_->media_types) d.accepts({type});
    if (file_->edits_text) d.edits_text();
    if (file_->builds_text) d.builds_text();
    for (std::size_t i = 0; i < file_->options.size(); ++i) host::declare(file_->options[i], values_[i], d);
    d.option("processes", limits_.processes, "Worker processes at most; 0 is one for each job.")
        .at_least(0)
        .at_most(most_processes);
    d.option(
         "timeout_seconds", limits_.timeout_seconds,
         "How long a worker may take for one document; then it is started again, and the document goes to "
         "quarantine.")
        .at_least(least_timeout);
    d.option("memory_mb", limits_.memory_mb,
             "Memory that a worker may take; then it is started again. 0 is no limit.")
        .at_least(0);
    d.option("failures", limits_.failures, "So many failures of workers in a row end the run.").at_least(1);
}

void ProcessStage::prepare(Setup& setup) {
    Declaration declared;
    declare(declared);
    const auto options = options_json(declared.content(), process_options);
    std::vector<SchemaPtr> sent;
    for (const auto& use : access_->uses) {
        const bool known = std::any_of(sent.begin(), sent.end(), [&](const SchemaPtr& schema) {
            return schema->name == use.schema->name;
        });
        if (is_sent(use.mode) && !known) sent.push_back(use.schema);
    }
    request_ = std::make_unique<RecordWriter>(sent, file_->offsets, false);
    pool_ =
        std::make_unique<WorkerPool>(Program{file_->command, file_->file.parent_path(), worker_environment()},
                                     greeting(*file_, *access_, options, setup.max_bytes()), limits_);
    for (const auto& warning : pool_->start_first()) setup.warn(warning);
}

std::size_t ProcessStage::use_jobs(std::size_t jobs) {
    const auto processes = limits_.processes > 0 ? static_cast<std::size_t>(limits_.processes) : jobs;
    pool_->allow(processes);
    return processes;
}

void ProcessStage::process(Document& document) const {
    const std::string request = request_->record(document);
    std::optional<WorkerPool::Turn> turn;
    for (bool again = false;; again = true) {
        std::string reply;
        {
            const Waiting waiting;
            if (!turn) turn.emplace(*pool_);
            reply = turn->ask(request);
        }
        try {
            document.scratch<ReplyReader>().apply(reply, document, *access_, file_->offsets);
        } catch (const OtherDocument& other) {
            // A second answer for the one before it, which came late: this document is not at fault.
            if (again || turn->last_served() != other.id) turn->fail(other.what(), other.hint());
            turn->replace_process();
            continue;
        } catch (const Nonsense& nonsense) {
            turn->fail(nonsense.what(), nonsense.hint());
        } catch (...) {
            turn->accept(document.id);  // the document is at fault, not the process
            throw;
        }
        return turn->accept(document.id);
    }
}

std::vector<std::string> ProcessStage::finish() {
    return pool_ ? pool_->finish() : std::vector<std::string>();
}

}  // namespace quern::host
