// SPDX-License-Identifier: MIT
#include <quern/stage.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Out of line: one virtual table of each in libquern, so that every plugin means the same type.
Setup::~Setup() = default;
Component::~Component() = default;
void Component::prepare(Setup&) {}
Stage::~Stage() = default;
Reader::~Reader() = default;
std::vector<SchemaPtr> Reader::layers() {
    return {};
}
Reader::Extent Reader::extent() const {
    return {};
}
bool Reader::takes(const std::filesystem::path&) const {
    return false;
}
std::vector<std::string> Reader::remarks() const {
    return {};
}
TableWriter::~TableWriter() = default;
CorpusStage::Summary::~Summary() = default;
CorpusStage::~CorpusStage() = default;
Exporter::Batch::~Batch() = default;
Exporter::~Exporter() = default;

}  // namespace quern::inline QUERN_ABI_NAMESPACE
