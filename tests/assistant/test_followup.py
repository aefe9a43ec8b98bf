"""Chat turns about invented topics: what must and must not be in the question that stands alone."""

import time

import pytest

from assistant.followup import standalone

# (earlier exchanges), message, the words that must be in the question, words that must not; "=": unchanged.
History = tuple[tuple[str, str], ...]
Turn = tuple[History, str, tuple[str, ...], tuple[str, ...]]

HARBOUR = ("What did the Vessland statement of the May summit say about fishing?", "It promised to halve the quota.")
MAYOR = ("What did Mayor Petra Lund promise the dockers?", "She promised them a new crane by the autumn.")
FIRE = ("Which mill burned down?", "The paper mill at Low Harrow burned down on Friday.")
FERRIES = ("Which ferries did Odrana buy for the northern route?", "It bought the Skua and the Tern.")
JUDGE = ("Who decided the case?", "Judge Ines Farrow of the maritime court.")
STRIKE = ("Why did the tram drivers strike?", "They want shorter shifts.")
TALKS = ("Where did Brandt and Okoye meet in June?", "They met at the Hotel Astra in Corvale.")
PAPER = ("What did the Corvale Herald report about the tunnel?", "It reported that the tunnel leaks.")
DAM = ("When was the dam above Teel finished?", "In 1962.")
COACH = ("Who coaches the Teel Rovers?", "Former striker Davy Munro, who is 39.")
VOTE = ("How many members voted for the merger?", "There were 212 votes in favour.")

TURNS: list[Turn] = [
    # a phrase in place of its like
    ((HARBOUR,), "And Odrana?", ("What did Odrana's statement of the May summit say about fishing?",), ("Vessland",)),
    ((HARBOUR,), "And in September?", ("What did the Vessland statement say about fishing in September?",), ("May",)),
    ((HARBOUR,), "what about whaling?", ("Vessland statement", "whaling"), ("fishing",)),
    ((PAPER,), "And the Morning Ledger?", ("What did the Morning Ledger report about the tunnel?",), ("Herald",)),
    ((PAPER,), "And Reuters?", ("What did Reuters report about the tunnel?",), ("Herald", "the Reuters")),
    ((MAYOR,), "And Karl Oster?", ("Karl Oster promise the dockers",), ("Petra", "Mayor Karl")),
    ((MAYOR,), "And the teachers?", ("promise the teachers?", "Petra Lund"), ("dockers",)),
    ((TALKS,), "And in July?", ("Where did Brandt and Okoye meet in July?",), ("June",)),
    ((TALKS,), "And on Monday?", ("meet on Monday?",), ("June",)),
    ((VOTE,), "And against it?", ("members", "merger"), ()),
    ((("What did Odrana's readout of the call omit?", "The tariffs."),), "and the EU?", ("What did the EU readout of the call omit?",), ("Odrana",)),
    ((("What did Odrana's readout of the call omit?", "The tariffs."),), "And Vessland's?", ("Vessland's readout of the call",), ("Odrana",)),
    ((("How much did exports fall in 2023?", "By 4 percent."),), "And in 2024?", ("How much did exports fall in 2024?",), ("2023",)),
    ((("What did the union say about the offer?", "It rejected it."),), "And the company?", ("What did the company say about the offer?",), ("union",)),
    ((("How many trains ran to Teel?", "Six."),), "And to Corvale?", ("How many trains ran to Corvale?",), ("Teel",)),
    ((HARBOUR, ("And Odrana?", "It promised nothing.")), "And Iskara?", ("What did Iskara's statement of the May summit say about fishing?",), ("Odrana",)),
    ((("What did the minister say about the port?", "He wants it closed."),), "And according to the Herald?", ("according to the Herald?", "port"), ()),
    # persons
    ((JUDGE,), "What did she decide about the cargo?", ("What did Ines Farrow decide about the cargo?",), ("maritime",)),
    ((JUDGE, ("Was it her first case?", "Yes, it was the first since May.")), "And what did she tell the owners when they appealed?", ("Ines Farrow tell the owners when they appealed?",), ("regarding", "Was tell", "May tell")),
    ((MAYOR,), "How old is she?", ("How old is Petra Lund?",), ()),
    ((COACH,), "has he ever played for another club", ("Has Davy Munro ever played for another club?",), ("Teel",)),
    ((COACH,), "What is his contract worth?", ("What is Davy Munro's contract worth?",), ()),
    ((COACH, DAM), "Did he win anything?", ("Did Davy Munro win anything?",), ("Teel",)),
    ((("Who spoke for the ministry on Tuesday?", "Ministry spokesman Ivo Prell."),), "what did he say about the leak", ("What did Ivo Prell say about the leak?",), ("Tuesday", "Ministry say")),
    ((("What did Prell say about Lund?", "He said Anna Lund was wrong."),), "What else did he say?", ("What else did Prell say",), ("Lund say",)),
    ((("Who replaced Ms Lund?", "Mr Oster."),), "Why did she leave?", ("Why did", "Lund leave?"), ("Oster",)),
    ((MAYOR,), "Did Prell criticize her?", ("Did Prell criticize Petra Lund?",), ()),
    ((MAYOR,), "Did Prell say when he would resign?", ("=",), ()),
    ((("How long has Tove Aas led the party?", "For nine years."),), "who wants to succeed her", ("Who wants to succeed Tove Aas?",), ("her",)),
    # things
    ((FIRE,), "when was it built", ("When was the paper mill at Low Harrow built?",), (" it ",)),
    ((FIRE,), "Who owned it?", ("Who owned the paper mill at Low Harrow?",), (" it?",)),
    ((DAM,), "How high is it?", ("How high is the dam above Teel?",), (" it?",)),
    ((("Does the museum have a night bus?", "Yes, the guide Pia Holt mentioned one."),), "How often does it run?", ("How often does the night bus run?",), (" it ",)),
    ((("When was the report about the Astra tower published?", "On 3 May."),), "Who wrote it?", ("Who wrote the report about the Astra tower?",), ()),
    ((("What did Lund unveil in Teel?", "A glass bridge."),), "What did it cost?", ("What did the glass bridge cost?",), (" it ",)),
    ((FIRE,), "Is it true that nobody was hurt in the mill at Low Harrow?", ("=",), ()),
    ((HARBOUR,), "Did Odrana change its policy on whaling?", ("=",), ()),
    # several
    ((FERRIES,), "How many of them were there?", ("How many ferries did Odrana buy for the northern route?",), ("them",)),
    ((FERRIES,), "And which ones did Vessland buy?", ("Which ferries did Vessland buy for the northern route?",), ("ones",)),
    ((FERRIES,), "What did they cost?", ("What did the ferries cost?",), ("they",)),
    ((STRIKE,), "What did they reject?", ("What did the tram drivers reject?",), ("they",)),
    ((TALKS,), "How long did they talk?", ("How long did Brandt and Okoye talk?",), ("they",)),
    ((("What did Lund say about the crew of the Tern?", "She praised the nine sailors."),), "Did Oster's letter mention them too?", ("Did Oster's letter mention the crew of the Tern too?",), ("them",)),
    ((("Who signed the treaty?", "Ana Brandt and Chidi Okoye."),), "When did they sign it?", ("Ana Brandt and Chidi Okoye", "treaty"), ("they", " it?")),
    ((STRIKE,), "The companies, what do they offer?", ("The companies, what do they offer",), ("tram drivers offer",)),
    ((STRIKE,), "Did the passengers say whether they would support the strike in Corvale?", ("=",), ()),
    # places
    ((TALKS,), "Who else stayed there?", ("at the Hotel Astra",), ("there",)),
    ((("Where did the first votes come from?", "From Gull Island, where Aas led."),), "And by how many votes there?", ("By how many votes at Gull Island",), ("there",)),
    ((FIRE,), "How many people are there in Corvale's fire brigade?", ("=",), ()),
    # clauses
    ((STRIKE,), "How did Lund see that?", ("How did Lund see", "tram drivers"), ("that?",)),
    ((PAPER,), "How did Prell see that?", ("How did Prell see what the Corvale Herald reported about the tunnel?",), ("regarding",)),
    ((("Where did Lund go before Teel?", "She visited Corvale and Harrow."),), "Which paper reported that?", ("Which paper reported that", "Lund visited Corvale and Harrow"), ()),
    ((TALKS,), "What happened before that?", ("What happened before Brandt and Okoye met at the Hotel Astra",), ("that?",)),
    ((("What does Odrana want to show, according to Prell?", "That Vessland backs the quota."),), "Is that confirmed by the Vessland readout?", ("Vessland backs the quota", "confirmed by the Vessland readout?"), ("Is that",)),
    ((FIRE,), "Is that true?", ("Is it true that the paper mill at Low Harrow burned down",), ()),
    ((("What was Odrana hoping to gain with the visit, according to Prell?", "Odrana was hoping to soften the quota."),), "why", ("Why was Odrana hoping to soften the quota, according to Prell?",), ("regarding",)),
    ((("What did Vessland do after the storm?", "Vessland closed two ports."),), "Why?", ("Why did Vessland close two ports?",), ()),
    ((FIRE,), "When did it happen?", ("happen that the paper mill at Low Harrow burned down",), ()),
    ((("What was the tariff row about?", "Odrana taxed Vessland's steel."),), "When did it happen?", ("When did the tariff row happen?",), ()),
    ((("Who brought the complaint?", "Jonas Pike, a net mender."),), "Why?", ("Jonas Pike", "complaint"), ("Who",)),
    # more, and new topics
    ((MAYOR,), "Anything else?", ("What else did Mayor Petra Lund promise the dockers?",), ()),
    ((MAYOR,), "Tell me more", ("What else did Mayor Petra Lund promise the dockers?",), ()),
    ((TALKS,), "OK, different question. In the May summit, did Odrana repeat Vessland's worry?", ("In the May summit, did Odrana repeat Vessland's worry?",), ("different", "Brandt")),
    ((TALKS,), "Changing the subject: who coaches the Rovers?", ("Who coaches the Rovers?",), ("subject", "Brandt")),
    ((TALKS,), "And what did the governor of Teel say about the flood?", ("What did the governor of Teel say about the flood?",), ("regarding", "Brandt")),
    ((MAYOR,), "How much did the telescope cost?", ("=",), ()),
    ((MAYOR,), "When did the RV Halcyon return to Low Harrow?", ("=",), ()),
    ((FIRE,), "which towns lost power on Sunday", ("=",), ()),
    ((JUDGE,), "What do those who lost their boats say?", ("=",), ()),
    ((JUDGE,), "Did the paper that broke the story name its source?", ("=",), ()),
    ((FIRE,), "So how long did the search take?", ("How long did the search take, regarding", "mill"), ()),
]  # fmt: skip


@pytest.mark.parametrize(("history", "message", "held", "absent"), TURNS, ids=[turn[1] for turn in TURNS])
def test_a_turn_becomes_the_question_it_asks(
    history: History, message: str, held: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    question = standalone(message, history).question
    if held == ("=",):
        assert question == message
    else:
        assert question.endswith("?")
        assert [words for words in held if words not in question] == [], question
        assert [words for words in absent if words in question] == [], question
