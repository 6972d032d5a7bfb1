"""Every example regime built anew: its annexes as workbooks, the importer, and then what a person does on the screen."""
