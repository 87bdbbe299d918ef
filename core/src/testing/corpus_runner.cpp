// SPDX-License-Identifier: MIT
#include "run/tables.hpp"
#include "testing/stage_runner.hpp"

namespace quern::testing {

struct CorpusRunner::Tables {
    host::CorpusTables all;
};

void CorpusRunner::add(Document& document) {
    auto& stage = as<CorpusStage>();
    const Enforced enforced(*this, document);
    stage.observe(stage.summarise(document, ++documents_));
}

std::vector<const Layer*> CorpusRunner::finish() {
    auto& stage = as<CorpusStage>();
    tables_ = std::shared_ptr<Tables>(new Tables{host::CorpusTables(declared().tables)});
    stage.finish(tables_->all);
    std::vector<const Layer*> all;
    for (const auto& table : tables_->all.all()) all.push_back(table.get());
    return all;
}

}  // namespace quern::testing
